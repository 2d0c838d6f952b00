import assert from 'node:assert/strict'
import { after, before, suite, test } from 'node:test'
import { PATHS } from '../../portal/src/paths.ts'
import { LOOKS, startBrowser, type TestBrowser, type TestPage } from '../harness/browser.ts'
import { type Demo, demoOf, signedIn } from '../harness/portal.ts'
import { startServer } from '../harness/server.ts'
import { fillAccount } from './fill.ts'
import { lookAt } from './look.ts'
import { PAGES } from './pages.ts'

const all = process.env.NJIWA_LOOKS === 'all'

test('every page is looked at', () => {
  const looked = new Set(PAGES.map(({ path }) => path.replace(/\?.*/, '')))
  assert.deepEqual([...looked].sort(), Object.values(PATHS).sort())
})

suite('looks', { timeout: 600_000 }, () => {
  const ends: (() => Promise<void>)[] = []
  const t = { after: (end: () => Promise<void>) => void ends.push(end) }
  let browser: TestBrowser
  let demo: Demo
  before(async () => {
    const server = await startServer(t)
    browser = await startBrowser(t)
    demo = await demoOf(server, '--messages', '200')
    await fillAccount(server)
  })
  after(async () => {
    for (const end of ends.reverse()) await end()
  })

  test('what a phone loads before somebody can sign in is below 250 KB', async () => {
    const { page, complaints } = await browser.open(LOOKS['narrow, dark'])
    const sizes: Promise<number>[] = []
    page.on('response', (answer) => sizes.push(answer.headerValue('content-length').then(Number)))
    await page.goto(demo.url)
    await page.getByRole('button', { name: 'Sign in' }).waitFor()
    await page.waitForLoadState('networkidle')
    const bytes = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0)
    assert.ok(bytes > 50_000 && bytes < 250_000, `${bytes} bytes`)
    assert.deepEqual(complaints, [])
    await page.context().close()
  })

  for (const [name, look] of Object.entries(LOOKS)) {
    const windows = new Map<string, TestPage>()
    async function windowOf(who: 'owner' | 'operator' | 'nobody'): Promise<TestPage> {
      const open = windows.get(who)
      if (open) return open
      const person = { owner: demo.portal, operator: demo.operator, nobody: null }[who]
      const opened = person ? await signedIn(browser, demo.url, person, look) : await browser.open(look)
      windows.set(who, opened)
      return opened
    }
    for (const page of PAGES.filter(({ always }) => all || always)) {
      test(`${page.path}, ${name}`, async () => {
        assert.deepEqual(await lookAt(await windowOf(page.as), demo.url, page), [])
      })
    }
  }
})
