// Somebody signs in and sends, one message and a file of them, and sees what becomes of it without doing anything more.
import assert from 'node:assert/strict'
import { after, before, suite, test } from 'node:test'
import { startBrowser, type TestBrowser } from '../harness/browser.ts'
import { type Demo, demoOf, goTo, signedIn } from '../harness/portal.ts'
import { startServer } from '../harness/server.ts'

const MANY = 5_000

// In the page: each place that the bar was at.
const WATCH_PROGRESS = `{
  const seen = (globalThis.seen = [])
  new MutationObserver(() => {
    const bar = document.querySelector('progress[aria-label="Accepted"]')
    if (bar && bar.value !== seen.at(-1)) seen.push(bar.value)
  }).observe(document.body, { subtree: true, childList: true, attributes: true, attributeFilter: ['value'] })
}`

suite('sending from the portal', { timeout: 240_000 }, () => {
  const ends: (() => Promise<void>)[] = []
  const t = { after: (end: () => Promise<void>) => void ends.push(end) }
  let browser: TestBrowser
  let demo: Demo
  before(async () => {
    const server = await startServer(t)
    browser = await startBrowser(t)
    demo = await demoOf(server, '--balance', String(2 * MANY))
  })
  after(async () => {
    for (const end of ends.reverse()) await end()
  })
  const owner = () => signedIn(browser, demo.url, demo.portal)

  test('one message: counted, sent, and delivered before the eyes', async () => {
    const { page, complaints } = await owner()
    await goTo(page, 'Send')
    await page.getByLabel('Numbers, with their country code').fill('+255 712 345 678')
    await page.getByLabel('Text', { exact: true }).fill('Habari “Asha”')
    await page.getByRole('button', { name: 'Use plain characters instead' }).click()
    await page.getByText('1 segment in GSM-7').waitFor()
    await page.getByRole('main').getByRole('button', { name: 'Send', exact: true }).click()
    await page.getByRole('heading', { name: 'Message to +255712345678' }).waitFor()
    await page.getByRole('listitem').getByText('Delivered', { exact: true }).waitFor()
    assert.deepEqual(complaints, [])
  })

  test(`a file of ${MANY}: columns in the text, its price, and how far it is`, async () => {
    const { page, complaints } = await owner()
    const rows = Array.from({ length: MANY }, (_, index) => `Asha ${index},+2557${10_000_010 + index * 100},${index}`)
    await page.goto(`${demo.url}/send`)
    await page.getByRole('tab', { name: 'CSV file' }).click()
    await page.getByLabel('A CSV file with a row for each person').setInputFiles({
      name: 'people.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(`Jina,Simu,Kiasi\n${rows.join('\n')}\nJuma,0712,1\n`),
    })
    await page.getByText('5,000 people in the file').waitFor()
    await page.getByText('1 without a number that can be read, left out: row 5002').waitFor()
    await page.getByLabel('Text', { exact: true }).fill('Habari [{RECEIVERNAME}], deni lako ni TZS {Kiasi}.')
    await page.getByRole('button', { name: 'Check and send' }).click()
    await page.getByText('Habari Asha 0, deni lako ni TZS 0.').waitFor()
    await page.getByRole('definition').getByText('5,000 units').waitFor()

    await page.evaluate(WATCH_PROGRESS)
    await page.getByRole('button', { name: 'Send 5,000 messages' }).click()
    await page.getByText('5,000 messages accepted for 5,000 units.').waitFor({ timeout: 120_000 })
    const seen = await page.evaluate(() => (globalThis as unknown as { seen: number[] }).seen)
    assert.deepEqual(
      seen,
      [...seen].sort((a, b) => a - b),
    )
    assert.ok(seen.length > 5, `the bar was seen at ${seen}`)

    await page.getByRole('link', { name: 'See what becomes of them' }).click()
    await page.getByRole('row').filter({ hasText: 'Habari Asha 4999, deni lako ni TZS 4999.' }).waitFor()
    assert.deepEqual(complaints, [])
  })
})
