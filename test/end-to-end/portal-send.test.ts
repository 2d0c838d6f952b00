// Somebody signs in and sends, one message and a file of them, and sees what becomes of it without doing anything more.
import assert from 'node:assert/strict'
import { after, before, suite, test } from 'node:test'
import type { Page } from 'playwright-core'
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

  test('numbers as they are written at home', async () => {
    const { page, complaints } = await owner()
    await page.goto(`${demo.url}/send`)
    await page.getByLabel('Numbers, with their country code').fill('0712 345 678\n0712345679 0712345680')
    await page.getByText('Cannot be read and is left out: 0712 345 678').waitFor()
    await page.getByLabel('Numbers without a country code are from').selectOption({ label: 'Tanzania' })
    await page.getByText('3 numbers').waitFor()
    assert.equal(await page.getByText('Cannot be read').count(), 0)
    assert.deepEqual(complaints, [])
  })

  test('a spreadsheet is no CSV, and is not taken for one', async () => {
    const { page, complaints } = await owner()
    await page.goto(`${demo.url}/send`)
    await page.getByRole('tab', { name: 'CSV file' }).click()
    const chooser = page.getByLabel('A CSV file with a row for each person')
    await chooser.setInputFiles({ name: 'people.xlsx', mimeType: '', buffer: Buffer.from('PK\x03\x04\x14\0\x06\0') })
    await page.getByText('This file could not be read as CSV.').waitFor()
    assert.deepEqual(complaints, [])
  })

  test('a send that the wallet cannot pay does not begin', async () => {
    const { page, complaints } = await owner()
    await page.goto(`${demo.url}/send`)
    await giveFile(page, MANY)
    await page.getByLabel('Text', { exact: true }).fill('Habari')
    await page.getByRole('button', { name: 'Check and send' }).click()
    await page.getByText('The wallet is 1 unit short.').waitFor() // one message and a file of them were sent before
    await page.getByRole('link', { name: 'Top it up in a new tab' }).waitFor()
    assert.equal(await page.getByRole('button', { name: 'Send 5,000 messages' }).getAttribute('aria-disabled'), 'true')
    assert.deepEqual(complaints, [])
  })

  test('a send that is stopped keeps the text and whom it has not sent to', async () => {
    const { page, complaints } = await owner()
    await goTo(page, 'Send')
    await giveFile(page, 1_200)
    await page.getByLabel('Text', { exact: true }).fill('Habari {Jina}')
    const stopped = Promise.withResolvers<void>()
    await page.route('**/v1/requests', async (route) => {
      await stopped.promise
      await route.continue()
    })
    await page.getByRole('button', { name: 'Check and send' }).click()
    await page.getByRole('button', { name: 'Send 1,200 messages' }).click()
    await page.getByRole('button', { name: 'Stop' }).click()
    stopped.resolve()
    await page.getByText('700 numbers have not been sent to.').waitFor()
    await page.evaluate('history.back()')
    await page.getByRole('dialog', { name: 'Leave this page?' }).getByRole('button', { name: 'Cancel' }).click()
    const saved = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Save the unsent numbers (CSV)' }).click()
    assert.equal((await saved).suggestedFilename(), 'unsent.csv')
    await page.getByRole('button', { name: 'Back to the text' }).click()
    assert.equal(await page.getByLabel('Text', { exact: true }).inputValue(), 'Habari {Jina}')
    await page.getByText('700 people in the file').waitFor()
    await page.getByRole('cell', { name: 'Asha 500' }).first().waitFor()
    assert.deepEqual(complaints, [])
  })
})

async function giveFile(page: Page, count: number): Promise<void> {
  const rows = Array.from({ length: count }, (_, index) => `Asha ${index},+2557${20_000_010 + index * 100},${index}`)
  await page.getByRole('tab', { name: 'CSV file' }).click()
  await page.getByLabel('A CSV file with a row for each person').setInputFiles({
    name: 'people.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(`Jina,Simu,Kiasi\n${rows.join('\n')}\n`),
  })
}
