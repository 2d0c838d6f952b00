// What is measured of a target, in groups that run without a break.
import type { Figures, RowId } from './figures.ts'
import { type Harness, measure, measureDue } from './measure.ts'
import type { Target } from './target.ts'

/** Calls of each row. */
export type Size = { accept: number; hundred: number; endToEnd: number; paced: number; due: number; warmUp: number }

export type Measuring = { harness: Harness; figures: Figures; size: Size; say(line: string): void }

type Group = (measuring: Measuring, target: Target) => Promise<void>

const CONNECTIONS = [16, 64, 128] as const
const PACED_PER_SECOND = 200
const SCHEDULED_AHEAD_MS = 8_000

export const groups: readonly Group[] = [accepting, endToEnd, paced, due]

/** Code is compiled, pages are in memory. */
export async function warmUp({ harness, size }: Measuring, target: Target): Promise<void> {
  for (const name of Object.keys(target.calls())) {
    const calls = name === 'hundred' ? Math.ceil(size.warmUp / 100) : size.warmUp
    await measure(harness, target, name, { calls, connections: 16 })
  }
}

async function accepting({ harness, figures, size, say }: Measuring, target: Target): Promise<void> {
  const has = target.calls()
  for (const name of (['native', 'megasms'] as const).filter((each) => each in has)) {
    for (const connections of CONNECTIONS) {
      const { load, messages, details } = await measure(harness, target, name, { calls: size.accept, connections })
      keep(`${name}${connections}`, messages / load.seconds, details)
    }
  }
  if ('hundred' in has) {
    const { load, messages, details } = await measure(harness, target, 'hundred', {
      calls: size.hundred,
      connections: 16,
    })
    keep('hundred', messages / load.seconds, details)
  }

  function keep(row: RowId, value: number, details: Record<string, number>): void {
    figures.add(row, target.name, value, details)
    say(`${target.name}: ${row} ${Math.round(value)}/s`)
  }
}

async function endToEnd({ harness, figures, size, say }: Measuring, target: Target): Promise<void> {
  const { messages, wholeSeconds, load, details } = await measure(harness, target, 'told', {
    calls: size.endToEnd,
    connections: 16,
  })
  const accepted = messages / load.seconds
  figures.add('endToEnd', target.name, messages / wholeSeconds, { 'accepted/s': accepted, ...details })
  say(`${target.name}: end to end ${Math.round(messages / wholeSeconds)}/s`)
}

async function paced({ harness, figures, size, say }: Measuring, target: Target): Promise<void> {
  const pace = { calls: size.paced, connections: 16, callsPerSecond: PACED_PER_SECOND }
  const { details } = await measure(harness, target, 'told', pace)
  figures.add('paced', target.name, details.p99Ms as number, details)
  say(`${target.name}: p99 ${details.p99Ms?.toFixed(1)} ms at ${PACED_PER_SECOND}/s`)
}

async function due({ harness, figures, size, say }: Measuring, target: Target): Promise<void> {
  if (!target.scheduled) return
  const { scheduled } = target
  const lateMs = await measureDue(harness, { scheduled }, { calls: size.due, aheadMs: SCHEDULED_AHEAD_MS })
  figures.add('due', target.name, lateMs)
  say(`${target.name}: the last of ${size.due * 100} due at one instant was ${lateMs} ms late`)
}
