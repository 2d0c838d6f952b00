// One measurement of a target: the load, the wait until nothing of it is under way, and what was lost or came twice.
import { setTimeout as wait } from 'node:timers/promises'
import type { Child } from './child.ts'
import { load } from './load/load.ts'
import type { LoadResult } from './load/order.ts'
import type { SinkCounts, SinkOrder } from './load/sink.main.ts'
import type { Call, Target } from './target.ts'

export type Harness = { simulator: Child; sink: Child }

type SmscStats = {
  taken: number
  unique: number
  duplicates: number
  receiptsAcknowledged: number
  lastSubmitMs: number
}

type Measured = {
  load: LoadResult
  messages: number
  /** From the first call to the last message at the SMSC or, when they are told, at the sink. */
  wholeSeconds: number
  details: Record<string, number>
}

const BASE = 255_710_000_000
const SAMPLE_EVERY = 50
const POLL_MS = 50
/** Nothing new for so long: what is missing does not come any more. */
const STILL_MS = 15_000

/** Throws when a message was lost, came twice, or was told with a signature that is not right. */
export async function measure(
  { simulator, sink }: Harness,
  target: Target,
  name: string,
  pace: { calls: number; connections: number; callsPerSecond?: number },
): Promise<Measured> {
  const call = target.calls()[name] as Call
  const isTold = name === 'told'
  const messages = pace.calls * call.recipientsPerCall
  await fetch(`http://127.0.0.1:${simulator.httpPort}/reset`, { method: 'POST' })
  await sink.ask('expect', {
    final: target.final,
    base: BASE,
    count: messages,
    sampleEvery: SAMPLE_EVERY,
  } satisfies SinkOrder)
  const before = target.cpuSeconds()

  const result = await load({ callsPerSecond: null, ...call, ...pace, base: BASE })
  const receipts = isTold || target.alwaysReceipted
  const smsc = await settled(
    () => simulator.ask<SmscStats>('stats'),
    ({ taken, receiptsAcknowledged }) => taken >= messages && (!receipts || receiptsAcknowledged >= messages),
  )
  const told = isTold
    ? await settled(
        () => sink.ask<SinkCounts>('counts'),
        ({ unique }) => unique >= messages,
      )
    : null
  const after = target.cpuSeconds()

  expectWhole('at the SMSC', smsc, messages)
  if (told) expectWhole('at the sink', told, messages)
  if (told && target.isSigned !== null && !told.samples.every(target.isSigned))
    throw new Error('a webhook is not signed as it must be')
  const cpu = Object.keys(after).map((part) => [
    `${part} CPU s per 1,000`,
    (((after[part] ?? 0) - (before[part] ?? 0)) * 1000) / messages,
  ])
  const { p50Ms, p95Ms, p99Ms, startedMs } = result
  return {
    load: result,
    messages,
    wholeSeconds: (Math.max(smsc.lastSubmitMs, told?.lastFinalMs ?? 0) - startedMs) / 1000,
    details: { p50Ms, p95Ms, p99Ms, ...Object.fromEntries(cpu) },
  }
}

/** Messages accepted ahead of their time: how long after it the last one was at the SMSC. Throws when one came before. */
export async function measureDue(
  { simulator }: Pick<Harness, 'simulator'>,
  target: Required<Pick<Target, 'scheduled'>>,
  { calls, aheadMs }: { calls: number; aheadMs: number },
): Promise<number> {
  await fetch(`http://127.0.0.1:${simulator.httpPort}/reset`, { method: 'POST' })
  const dueMs = Date.now() + aheadMs
  const call = target.scheduled(dueMs)
  const messages = calls * call.recipientsPerCall
  await load({ callsPerSecond: null, ...call, calls, connections: 16, base: BASE })
  await wait(dueMs - Date.now() - 2 * POLL_MS)
  const early = await simulator.ask<SmscStats>('stats')
  if (early.taken > 0) throw new Error(`${early.taken} of ${messages} came before their time`)
  const smsc = await settled(
    () => simulator.ask<SmscStats>('stats'),
    ({ receiptsAcknowledged }) => receiptsAcknowledged >= messages,
  )
  expectWhole('at the SMSC', smsc, messages)
  return smsc.lastSubmitMs - dueMs
}

function expectWhole(
  where: string,
  { unique, duplicates }: { unique: number; duplicates: number },
  messages: number,
): void {
  if (unique === messages && duplicates === 0) return
  throw new Error(`${where}: ${messages - unique} of ${messages} are missing and ${duplicates} came twice`)
}

/** What is counted once it is all there, or once nothing changes any more. */
async function settled<Counts extends object>(
  read: () => Promise<Counts>,
  isAll: (counts: Counts) => boolean,
): Promise<Counts> {
  let last = ''
  let changedAt = performance.now()
  for (;;) {
    const counts = await read()
    if (isAll(counts)) return counts
    const now = JSON.stringify(counts, (key, value) =>
      key === 'cpuSeconds' || key === 'rssMiB' || key === 'id' ? undefined : value,
    )
    if (now !== last) changedAt = performance.now()
    else if (performance.now() - changedAt > STILL_MS) return counts
    last = now
    await wait(POLL_MS)
  }
}
