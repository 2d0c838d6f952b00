// npm run bench:page: how long the first page of a signed-in account takes to its content in a real browser, with 200,000
// messages stored over the days that its charts show.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Page } from 'playwright-core'
import { startBrowser } from '../test/harness/browser.ts'
import { endAll, startChild } from './child.ts'
import { summary } from './figures.ts'
import { njiwa } from './njiwa.ts'
import { createAccount } from './operator.ts'
import { storeMessages } from './stored.ts'

const MESSAGES = 200_000
const DAYS = 30
const LOADS = 10
const GOAL_MS = 1000
const SIMULATOR = resolve(import.meta.dirname, '../smsc-simulator/src/main.ts')
const PERSON = { email: 'first@example.com', name: 'Amina', password: 'a long sentence', role: 'owner' }

const folder = mkdtempSync(join(tmpdir(), 'njiwa-bench-page-'))
process.on('exit', () => rmSync(folder, { recursive: true, force: true, maxRetries: 50, retryDelay: 100 }))
const endings: (() => Promise<void>)[] = []

try {
  const simulator = await startChild(SIMULATOR, ['--plain', '--quiet', '--port', '0'])
  const server = njiwa({ dataDir: folder, simulatorPort: simulator.port, sinkPort: 9 }) // nobody is told
  await server.start()
  await createAccount(server.operator(), { name: 'First page', messages: 1, webhookUrl: null })
  const { data } = await server.operator().call<{ data: { id: string; name: string }[] }>('GET', '/accounts?limit=100')
  const accountId = data.find(({ name }) => name === 'First page')?.id
  await server.operator().call('POST', `/accounts/${accountId}/users`, PERSON)
  await server.stop()
  await storeMessages(folder, 'First page', MESSAGES, DAYS)
  await server.start()
  const { browser, open } = await startBrowser({ after: (done) => endings.push(done) })
  const url = `http://127.0.0.1:${server.calls().native?.port}/`
  const { page } = await open()
  await signIn(page, url)
  await measure(page, url, `Chromium ${browser.version()}`)
  await server.stop()
} finally {
  for (const done of endings) await done()
  await endAll()
}

async function signIn(page: Page, url: string): Promise<void> {
  await page.goto(url)
  await page.getByLabel('E-mail').fill(PERSON.email)
  await page.getByLabel('Password', { exact: true }).fill(PERSON.password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await content(page)
}

/** The wallet, the newest messages, and a chart that is drawn. */
async function content(page: Page): Promise<void> {
  await page.getByRole('heading', { name: 'Balance' }).waitFor()
  await page.locator('a[href^="/logs/"]').first().waitFor()
  await page.locator('.recharts-surface').first().waitFor()
}

async function measure(page: Page, url: string, browser: string): Promise<void> {
  const times: number[] = []
  for (let load = 0; load < LOADS; load++) {
    const startedMs = performance.now()
    await page.goto(url, { waitUntil: 'commit' })
    await content(page)
    times.push(performance.now() - startedMs)
  }
  const { median, max } = summary(times) as { median: number; max: number }
  const verdict = median <= GOAL_MS ? 'met' : 'NOT MET'
  process.stdout.write(
    `${browser}, ${MESSAGES.toLocaleString('en')} messages of one account over ${DAYS} days, ${LOADS} loads\n` +
      `  to its content, with charts: median ${median.toFixed(0)} ms, most ${max.toFixed(0)} ms   goal ≤ ${GOAL_MS} ms: ${verdict}\n`,
  )
  if (median > GOAL_MS) process.exitCode = 1
}
