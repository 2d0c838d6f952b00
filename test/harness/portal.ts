// test/harness/portal.ts: people in front of a running server's portal: the demo's accounts, windows signed in to them, the
// operator who is called by API, and the mail they get.
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { promisify } from 'node:util'
import type { BrowserContextOptions, Page } from 'playwright-core'
import { accessibilityProblems, type TestBrowser, type TestPage } from './browser.ts'
import type { TestServer } from './server.ts'
import { until } from './until.ts'

const CLI = resolve(import.meta.dirname, '../../cli/src/main.ts')

export type Person = { email: string; password: string }
export type Demo = { url: string; portal: Person; operator: Person }

/** Of a running server: `njiwa demo`, with more flags. */
export async function demoOf(server: { url: string; dataDir: string }, ...flags: string[]): Promise<Demo> {
  const env = { ...process.env, NJIWA_URL: server.url, NJIWA_DATA_DIR: server.dataDir }
  const { stdout } = await promisify(execFile)(process.execPath, [CLI, 'demo', '--json', ...flags], { env })
  return JSON.parse(stdout) as Demo
}

/** What the server answers this token under /v1. */
export async function call(
  server: { url: string },
  token: string,
  method: string,
  path: string,
  body?: object,
  // biome-ignore lint/suspicious/noExplicitAny: a test names the fields it expects
): Promise<{ status: number; body: any }> {
  const answer = await fetch(`${server.url}/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, ...(body && { 'content-type': 'application/json' }) },
    ...(body && { body: JSON.stringify(body) }),
  })
  const text = await answer.text()
  return { status: answer.status, body: text === '' ? null : JSON.parse(text) }
}

/** By the operator's API, with the token that the first start wrote; a refusal fails the test. */
export async function operator(
  server: TestServer,
  method: string,
  path: string,
  body?: object,
  // biome-ignore lint/suspicious/noExplicitAny: a test names the fields it expects
): Promise<any> {
  const answer = await call(server, server.operatorToken, method, `/operator${path}`, body)
  assert.ok(answer.status < 300, `${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`)
  return answer.body
}

/** An active account on the plan of the first start, and who may sign in to it. */
export async function accountOf(
  server: TestServer,
  name: string,
  ...people: (Person & { name: string; role: string })[]
): Promise<string> {
  const [plan] = (await operator(server, 'GET', '/rate-plans')).data
  const { id } = await operator(server, 'POST', '/accounts', { name, rate_plan_id: plan.id })
  for (const person of people) await operator(server, 'POST', `/accounts/${id}/users`, person)
  return id
}

/** The link of the last mail of this kind: without a server for mails, the log has it. */
export function mailedLink(server: TestServer, kind: string): Promise<string> {
  return until(() => {
    const lines = server
      .output()
      .split('\n')
      .filter((line) => line.includes(`"kind":"${kind}"`))
    return /"link":"([^"]+)"/.exec(lines.at(-1) ?? '')?.[1]
  })
}

/** At a page that asks who is there: the answer, whatever comes of it. */
export async function signIn(page: Page, url: string, { email, password }: Person): Promise<void> {
  await page.goto(url)
  await page.getByLabel('E-mail').fill(email)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
}

/** A window in which somebody has just signed in, at the page they land on. */
export async function signedIn(
  browser: TestBrowser,
  url: string,
  person: Person,
  options?: BrowserContextOptions,
): Promise<TestPage> {
  const opened = await browser.open(options)
  await signIn(opened.page, url, person)
  await opened.page.getByRole('button', { name: /^Signed in as / }).waitFor()
  assert.deepEqual(opened.complaints, [])
  return opened
}

/** What the page shows now can be used by everybody, and it has complained of nothing. */
export async function assertSound({ page, complaints }: TestPage): Promise<void> {
  assert.deepEqual(await accessibilityProblems(page), [])
  assert.deepEqual(complaints, [])
}

/** By its word in the navigation: the page is not loaded anew. */
export function goTo(page: Page, name: string): Promise<void> {
  return page.getByRole('navigation').getByRole('link', { name, exact: true }).click()
}

/** What a click makes the browser save, as text. */
export async function downloaded(page: Page, click: () => Promise<void>): Promise<string> {
  const [file] = await Promise.all([page.waitForEvent('download'), click()])
  return readFileSync(await file.path(), 'utf8')
}
