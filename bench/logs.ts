// npm run bench:logs: how long the list of messages and its filters take at the server, with a million messages stored.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { endAll, startChild } from './child.ts'
import { summary } from './figures.ts'
import { njiwa } from './njiwa.ts'
import { createAccount } from './operator.ts'
import { storeMessages } from './stored.ts'

const GOAL_MS = 300
const ASKED = 20
const SIMULATOR = resolve(import.meta.dirname, '../smsc-simulator/src/main.ts')

const { values: flags } = parseArgs({ options: { messages: { type: 'string', default: '1000000' } } })
const messages = Number(flags.messages)
const folder = mkdtempSync(join(tmpdir(), 'njiwa-bench-logs-'))
process.on('exit', () => rmSync(folder, { recursive: true, force: true, maxRetries: 50, retryDelay: 100 }))

try {
  const simulator = await startChild(SIMULATOR, ['--plain', '--quiet', '--port', '0'])
  const server = njiwa({ dataDir: folder, simulatorPort: simulator.port, sinkPort: 9 }) // nobody is told
  await server.start()
  const account = await createAccount(server.operator(), { name: 'Logs', messages: 1, webhookUrl: null })
  await server.stop()
  await storeMessages(folder, 'Logs', messages, 90)
  await server.start()
  await ask(server.calls().native?.port as number, account.tokens.native)
  await server.stop()
} finally {
  await endAll()
}

async function ask(port: number, token: string): Promise<void> {
  const day = 86_400_000
  const at = (daysAgo: number): string => encodeURIComponent(new Date(Date.now() - daysAgo * day).toISOString())
  const middle = await page(port, token, `from=${at(46)}&to=${at(45)}&limit=1`)
  const rows: [what: string, query: string][] = [
    ['the newest', ''],
    ['from the middle on', `cursor=${encodeURIComponent(middle.next ?? '')}`],
    ['of a number', 'number=255700007919'],
    ['of a number that has none', 'number=255799999999'],
    ['failed', 'state=failed'],
    ['of a state that none is in', 'state=suspended'],
    ['of a rare sender', 'sender=rare'],
    ['of a sender that sent none', 'sender=nobody'],
    ['a day, 45 days ago', `from=${at(46)}&to=${at(45)}`],
    ['a word in every text', 'text=parcel'],
    ['a word in one text', 'text=parcel%204711%20'],
    ['a word in none', 'text=zebra'],
  ]
  let missed = false
  process.stdout.write(
    `${messages.toLocaleString('en')} messages of one account, a page of 50, ${ASKED} times each, ms\n`,
  )
  for (const [what, query] of rows) {
    const times: number[] = []
    for (let i = 0; i < ASKED; i++) {
      const startedMs = performance.now()
      await page(port, token, query === '' ? 'limit=50' : `${query}&limit=50`)
      times.push(performance.now() - startedMs)
    }
    const { median, max } = summary(times) as { median: number; max: number }
    const verdict = median <= GOAL_MS ? '' : `  goal ≤ ${GOAL_MS} ms: NOT MET`
    missed ||= median > GOAL_MS
    process.stdout.write(
      `  ${what.padEnd(30)} median ${median.toFixed(1).padStart(8)}   most ${max.toFixed(1).padStart(8)}${verdict}\n`,
    )
  }
  if (missed) process.exitCode = 1
}

async function page(port: number, token: string, query: string): Promise<{ next: string | null }> {
  const response = await fetch(`http://127.0.0.1:${port}/v1/messages?${query}`, {
    headers: { authorization: `Bearer ${token}` },
  })
  const text = await response.text()
  if (!response.ok) throw new Error(`${query} answered ${response.status}: ${text.slice(0, 300)}`)
  return JSON.parse(text) as { next: string | null }
}
