// test/harness/portal.ts: people in front of a running server's portal: the demo's accounts, and windows signed in to them.
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { resolve } from 'node:path'
import { promisify } from 'node:util'
import type { BrowserContextOptions } from 'playwright-core'
import type { TestBrowser, TestPage } from './browser.ts'

const CLI = resolve(import.meta.dirname, '../../cli/src/main.ts')

export type Person = { email: string; password: string }
export type Demo = { url: string; portal: Person; operator: Person }

/** Of a running server: `njiwa demo`, with more flags. */
export async function demoOf(server: { url: string; dataDir: string }, ...flags: string[]): Promise<Demo> {
  const env = { ...process.env, NJIWA_URL: server.url, NJIWA_DATA_DIR: server.dataDir }
  const { stdout } = await promisify(execFile)(process.execPath, [CLI, 'demo', '--json', ...flags], { env })
  return JSON.parse(stdout) as Demo
}

/** A window in which somebody has just signed in, at the page they land on. */
export async function signedIn(
  browser: TestBrowser,
  url: string,
  { email, password }: Person,
  options?: BrowserContextOptions,
): Promise<TestPage> {
  const opened = await browser.open(options)
  const { page } = opened
  await page.goto(url)
  await page.getByLabel('E-mail').fill(email)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('button', { name: /^Signed in as / }).waitFor()
  assert.deepEqual(opened.complaints, [])
  return opened
}
