// test/harness/browser.ts: a real browser for the tests. It comes in an npm package, so nothing is installed on the machine;
// what a page complains of (errors, refusals of the content security policy, calls that the server failed) is collected.
import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import pack, { inflate } from '@sparticuz/chromium'
import axe, { type Result } from 'axe-core'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'

export type TestPage = {
  page: Page
  /** What it has complained of since it was opened. */
  complaints: string[]
}

export type TestBrowser = {
  browser: Browser
  /** A window of its own: other pages' cookies are not in it. */
  open(options?: BrowserContextOptions): Promise<TestPage>
}

/** The looks that a page has: a laptop by day, a phone by night. */
export const LOOKS = {
  'wide, light': { viewport: { width: 1440, height: 900 }, colorScheme: 'light' },
  'narrow, dark': { viewport: { width: 390, height: 844 }, colorScheme: 'dark', hasTouch: true },
} as const satisfies Record<string, BrowserContextOptions>

/** `t`: whoever says when it can go. */
export async function startBrowser(t: { after(done: () => Promise<void>): void }): Promise<TestBrowser> {
  const folder = await unpacked()
  const executablePath = join(folder, 'chromium')
  const browser = await chromium.launch({
    executablePath,
    // Root, as in a container, has no sandbox to put it in; the pages are our own.
    args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--font-render-hinting=none'],
    env: { ...(process.env as Record<string, string>), ...surroundings(folder, executablePath) },
  })
  t.after(() => browser.close())
  return {
    browser,
    async open(options = LOOKS['wide, light']) {
      const context = await browser.newContext({ locale: 'en-GB', reducedMotion: 'reduce', ...options })
      const page = await context.newPage()
      return { page, complaints: complaintsOf(page) }
    },
  }
}

/** By the rules of WCAG 2.2 AA: none is what every page has. One line each, with where it is. */
export async function accessibilityProblems(page: Page): Promise<string[]> {
  await page.evaluate(axe.source)
  const { violations } = await page.evaluate(
    async (tags): Promise<{ violations: Result[] }> =>
      await (globalThis as unknown as { axe: typeof axe }).axe.run({ runOnly: { type: 'tag', values: tags } }),
    ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  )
  return violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map(({ html }) => html).join(' ')}`)
}

function complaintsOf(page: Page): string[] {
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(`error: ${error.message}`))
  page.on('console', (message) => {
    // A refused call is also written there by the browser; whether it is one to complain of is judged below.
    const isStatus = message.text().startsWith('Failed to load resource')
    if (!isStatus && ['error', 'warning'].includes(message.type())) complaints.push(`console: ${message.text()}`)
  })
  page.on('response', (response) => {
    if (response.status() >= 500) complaints.push(`${response.status()}: ${response.url()}`)
  })
  return complaints
}

/** Once a machine: the package unpacks into the temporary folder, and is not safe from a second one that does so too. */
async function unpacked(): Promise<string> {
  const packed = join(fileURLToPath(import.meta.resolve('@sparticuz/chromium')), '../..')
  const { version } = JSON.parse(readFileSync(join(packed, 'package.json'), 'utf8')) as { version: string }
  const folder = join(tmpdir(), `njiwa-chromium-${version}`)
  if (existsSync(folder)) return folder
  const fresh = mkdtempSync(join(tmpdir(), 'njiwa-chromium-'))
  const before = process.env.TMPDIR
  process.env.TMPDIR = fresh
  try {
    const bin = join(packed, 'bin')
    await pack.executablePath(bin)
    await inflate(join(bin, 'al2023.tar.br'))
  } finally {
    if (before === undefined) delete process.env.TMPDIR
    else process.env.TMPDIR = before
  }
  try {
    renameSync(fresh, folder)
  } catch {
    rmSync(fresh, { recursive: true }) // somebody else was as fast
  }
  return folder
}

/** The package has the libraries and fonts that a bare machine lacks. */
function surroundings(folder: string, executable: string): Record<string, string> {
  const isBare = execFileSync('ldd', [executable], { encoding: 'utf8' }).includes('not found')
  return {
    ...(isBare && { LD_LIBRARY_PATH: join(folder, 'al2023', 'lib') }),
    ...(!existsSync('/etc/fonts') && { FONTCONFIG_PATH: join(folder, 'fonts') }),
  }
}
