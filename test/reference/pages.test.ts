// The reference in a browser, by day on a laptop and by night on a phone: languages, the reader's own secret, copying, the
// keyboard; nothing is asked of anybody else, nothing is wrong for those who cannot see or point.
import assert from 'node:assert/strict'
import { after, before, suite, test } from 'node:test'
import { accessibilityProblems, LOOKS, startBrowser, type TestBrowser } from '../harness/browser.ts'
import { startServer, type TestServer } from '../harness/server.ts'

const PAGES = ['', '/megasms', '/msgine', '/esms', '/wasambazie', '/smsbox', '/native', '/operator']

suite('the reference in a browser', { timeout: 300_000 }, () => {
  const ends: (() => Promise<void>)[] = []
  const t = { after: (end: () => Promise<void>) => void ends.push(end) }
  let server: TestServer
  let browser: TestBrowser
  before(async () => {
    server = await startServer(t)
    browser = await startBrowser(t)
  })
  after(async () => {
    for (const end of ends) await end()
  })

  for (const [name, look] of Object.entries(LOOKS)) {
    for (const path of PAGES) {
      test(`/docs${path} is whole and readable: ${name}`, async () => {
        const { page, complaints } = await browser.open(look)
        const asked = new Set<string>()
        page.on('request', (request) => asked.add(new URL(request.url()).origin))
        await page.goto(`${server.url}/docs${path}`)
        // Half a thousand samples of our own API are many to look at; they are all made alike.
        if (['/native', '/operator'].includes(path))
          await page.evaluate(
            `for (const each of [...document.querySelectorAll('main section')].slice(8)) each.remove()`,
          )
        assert.deepEqual(await accessibilityProblems(page), [])
        assert.equal(await page.evaluate('document.documentElement.scrollWidth'), look.viewport.width)
        assert.deepEqual([complaints, [...asked]], [[], [server.url]])
        await page.context().close()
      })
    }
  }

  test('a language is chosen once for the page, and what is being read stays in its place', async () => {
    const { page } = await browser.open()
    await page.goto(`${server.url}/docs/megasms`)
    const second = page.getByRole('tablist', { name: 'Language' }).nth(1)
    await second.scrollIntoViewIfNeeded()
    const top = async () => (await second.boundingBox())?.y ?? 0
    const before = await top()
    await second.getByRole('tab', { name: 'Python' }).click()
    assert.ok(Math.abs((await top()) - before) < 1) // pages scroll by whole pixels
    assert.equal(await page.getByRole('tabpanel', { name: 'Python' }).count(), 3)
    assert.equal(await page.getByRole('tabpanel', { name: 'curl' }).count(), 0)
    await page.context().close()
  })

  test('the languages are gone through by arrows', async () => {
    const { page } = await browser.open()
    await page.goto(`${server.url}/docs/megasms`)
    const tab = (language: string) => page.getByRole('tab', { name: language }).first()
    await tab('curl').focus()
    const steps: [key: string, language: string][] = [
      ['ArrowRight', 'Node'],
      ['End', 'PHP'],
      ['ArrowRight', 'curl'],
      ['ArrowLeft', 'PHP'],
      ['Home', 'curl'],
    ]
    for (const [key, language] of steps) {
      await page.keyboard.press(key)
      assert.equal(await tab(language).getAttribute('aria-selected'), 'true')
      assert.equal(await page.evaluate('document.activeElement.textContent'), language)
    }
    await page.context().close()
  })

  test("the reader's own secret stands in the examples, is copied with them, and is nowhere else", async () => {
    const { page } = await browser.open()
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
    await page.goto(`${server.url}/docs/megasms`)
    const asked: string[] = []
    page.on('request', (request) => asked.push(request.url()))
    await page.getByLabel('API token').fill("ms_live_it's mine")
    await page.getByRole('button', { name: 'Copy' }).first().click()
    await page.getByRole('status').filter({ hasText: 'Copied' }).waitFor()
    const copied = await page.evaluate<string>('navigator.clipboard.readText()')
    assert.ok(copied.includes(`-H 'Authorization: Bearer ms_live_it'\\''s mine'`), copied)
    await page.getByRole('tab', { name: 'Node' }).first().click()
    const shown = await page.getByRole('tabpanel', { name: 'Node' }).first().textContent()
    assert.equal(shown?.split('mine').length, 2) // in the line that runs it
    assert.deepEqual(asked, [])
    assert.equal(await page.evaluate('localStorage.length + sessionStorage.length + document.cookie.length'), 0)
    await page.reload()
    assert.ok(!(await page.content()).includes('mine'))
    await page.context().close()
  })

  test('without a script every language is there', async () => {
    const { page } = await browser.open({ javaScriptEnabled: false })
    await page.goto(`${server.url}/docs/megasms`)
    for (const language of ['curl', 'node', 'python', 'php'])
      assert.ok(await page.locator(`.panel[data-language="${language}"]`).first().isVisible())
    assert.ok(!(await page.getByLabel('API token').isVisible()))
    await page.context().close()
  })
})
