// npm run bench: how fast this machine can be, how fast Njiwa is on it, and with --peer how fast Kannel is on the same work.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { startEmbedded } from '../server/src/store/embedded.ts'
import { endAll, startChild } from './child.ts'
import { Figures } from './figures.ts'
import { echoPerSecond } from './limits/http.ts'
import { rowsPerSecond } from './limits/postgres.ts'
import { submitsPerSecond } from './limits/smpp.ts'
import { machine } from './machine.ts'
import type { Harness } from './measure.ts'
import { type Njiwa, njiwa } from './njiwa.ts'
import { kannel, kannelLacks } from './peer/kannel.ts'
import { asJson, asTable, type Verdict } from './report.ts'
import { groups, type Measuring, type Size, warmUp } from './rows.ts'
import type { Target } from './target.ts'

const USAGE = `npm run bench -- [--quick] [--json] [--peer] [--rounds N]

  --quick    small counts, to see that everything runs: about a minute
  --peer     Kannel beside Njiwa, taking turns
  --rounds   everything so many times, 1 by default: median and range are printed
  --json     every run as it was, on stdout
`

const WHOLE: Size = { accept: 20_000, hundred: 400, endToEnd: 20_000, paced: 2_000, due: 100, warmUp: 2_000 }
const QUICK: Size = { accept: 2_000, hundred: 40, endToEnd: 2_000, paced: 400, due: 10, warmUp: 500 }
const SIMULATOR = resolve(import.meta.dirname, '../smsc-simulator/src/main.ts')
const SINK = join(import.meta.dirname, 'load/sink.main.ts')

/** The name under which the machine's own figures are kept. */
const LIMIT = 'limit'

const { values: flags } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    peer: { type: 'boolean', default: false },
    rounds: { type: 'string', default: '1' },
    help: { type: 'boolean', default: false },
  },
})
const say = (line: string): void => void process.stderr.write(`bench: ${line}\n`)

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void endAll().then(() => process.exit(1)))
if (flags.help) process.stdout.write(USAGE)
else await run(Number(flags.rounds))

async function run(rounds: number): Promise<void> {
  const lacks = flags.peer ? kannelLacks() : null
  if (lacks !== null || !(rounds >= 1)) {
    console.error(lacks ?? USAGE)
    process.exit(1)
  }
  const folder = mkdtempSync(join(tmpdir(), 'njiwa-bench-'))
  // What was ended a moment ago may be writing its last.
  process.on('exit', () => rmSync(folder, { recursive: true, force: true, maxRetries: 50, retryDelay: 100 }))
  const simulator = await startChild(
    SIMULATOR,
    '--plain --quiet --port 0 --http 0 --delay 50 --base 255710000000'.split(' '),
  )
  const sink = await startChild(SINK)
  const measuring: Measuring = {
    harness: { simulator, sink },
    figures: new Figures(),
    size: flags.quick ? QUICK : WHOLE,
    say,
  }
  const at = machine()
  try {
    const ours = njiwa({ dataDir: join(folder, 'njiwa'), simulatorPort: simulator.port, sinkPort: sink.port })
    const targets = [ours, ...(flags.peer ? peers(folder, measuring.harness) : [])]
    for (let round = 1; round <= rounds; round++) {
      say(`round ${round} of ${rounds}`)
      await limits(folder, measuring)
      await takeTurns(measuring, targets, round)
    }
    const peaks = Object.fromEntries(targets.map((target) => [target.name, target.peakMiB()]))
    const verdict = await verify(ours)
    const report = { at, figures: measuring.figures, peaks, verdict, rounds, size: measuring.size }
    process.stdout.write(flags.json ? asJson(report) : asTable(report))
    if (!verdict.holds) process.exitCode = 1
  } finally {
    await endAll()
  }
}

function peers(folder: string, { simulator, sink }: Harness): Target[] {
  return (['file/internal', 'file/spool'] as const).map((store) => {
    return kannel({ folder: join(folder, 'kannel', store), store, smscPort: simulator.port, sinkPort: sink.port })
  })
}

async function limits(folder: string, { harness, figures, size }: Measuring): Promise<void> {
  const seconds = flags.quick ? 1 : 5
  say('the limits of this machine')
  figures.add('echo', LIMIT, await echoPerSecond(size.accept * 3, 64))
  const dataDir = join(folder, 'limits')
  mkdirSync(dataDir, { recursive: true })
  const silent = { info: () => {}, warn: () => {} }
  const postgres = await startEmbedded({ dataDir, log: silent })
  try {
    const { inBatches, oneByOne } = await rowsPerSecond(postgres, seconds)
    figures.add('batches', LIMIT, inBatches)
    figures.add('commits', LIMIT, oneByOne)
  } finally {
    await postgres.stop()
    rmSync(dataDir, { recursive: true })
  }
  figures.add('submits', LIMIT, await submitsPerSecond(harness.simulator.port, size.accept * 5))
}

/** One runs at a time, each in turn for each group of rows, in another order each round. */
async function takeTurns(measuring: Measuring, targets: Target[], round: number): Promise<void> {
  for (const group of groups) {
    for (const target of round % 2 === 1 ? targets : targets.toReversed()) {
      await target.start()
      await warmUp(measuring, target)
      await group(measuring, target)
      await target.stop()
    }
  }
}

async function verify(ours: Njiwa): Promise<Verdict> {
  say('the ledger is verified')
  await ours.start()
  const verdict = await ours.operator().call<Verdict>('POST', '/ledger/verify', {})
  await ours.stop()
  return verdict
}
