// A shop's owner at the portal: takes an order back, reads the statement, keeps a template, brings in a thousand contacts,
// and writes to them.
import assert from 'node:assert/strict'
import { after, before, suite, test } from 'node:test'
import type { Page } from 'playwright-core'
import { startBrowser, type TestPage } from '../harness/browser.ts'
import { accountOf, assertSound, downloaded, operator, signedIn } from '../harness/portal.ts'
import { startServer, type TestServer } from '../harness/server.ts'

const OWNER = { email: 'juma@example.com', name: 'Juma', password: 'duka la juma mwanza', role: 'owner' }

suite('the portal: money, and what an account keeps', { timeout: 180_000 }, () => {
  const ends: (() => Promise<void>)[] = []
  let server: TestServer
  let opened: TestPage
  let page: Page

  before(async () => {
    server = await startServer({ after: (end) => void ends.push(end) })
    const accountId = await accountOf(server, 'Duka la Juma', OWNER)
    const credit = { amount: '1000', currency: 'units', note: 'test', reference: 'test' }
    await operator(server, 'POST', `/accounts/${accountId}/credits`, credit)
    const browser = await startBrowser({ after: (end) => void ends.unshift(end) })
    opened = await signedIn(browser, `${server.url}/wallet`, OWNER)
    page = opened.page
  })
  after(async () => {
    for (const end of ends) await end()
  })

  const isSound = () => assertSound(opened)

  test('an order that is not paid for is cancelled', async () => {
    await page.getByRole('button', { name: 'Buy units' }).click()
    await page.getByLabel('How many units').fill('none')
    await page.getByRole('button', { name: 'Place the order' }).click()
    await page.getByText('Write a whole number').waitFor()
    await page.getByLabel('How many units').fill('5')
    await page.getByRole('button', { name: 'Place the order' }).click()
    await page.getByRole('button', { name: 'Done' }).click()
    const orders = page.getByRole('table', { name: 'Orders' })
    await orders.getByRole('button', { name: 'Cancel' }).click()
    await page.getByRole('button', { name: 'Cancel the order' }).click()
    await orders.getByText('Cancelled').waitFor()
    assert.deepEqual((await operator(server, 'GET', '/purchases?status=pending')).data, [])
  })

  test('the statement is kept to what was asked for, in the address too, and is a file', async () => {
    await page.getByLabel('Kind').selectOption({ label: 'Given back' })
    await page.getByText('Nothing moved the wallet as these filters say').waitFor()
    assert.match(page.url(), /[?&]kind=release/)
    await page.getByRole('link', { name: 'Clear all' }).click()
    await page.getByText('+1,000').waitFor()
    const csv = await downloaded(page, () => page.getByRole('button', { name: 'Download CSV' }).click())
    const [header, row] = csv.split('\r\n')
    assert.match(header as string, /^\uFEFFat,kind,amount,change,balance/)
    assert.match(row as string, /,topup,1000,1000,1000,units,credit,/)
  })

  test('prices are found by the beginning of a number, for a text of several segments', async () => {
    await page.goto(`${server.url}/pricing`)
    await page.getByLabel('Country, code or network').fill('+255 712')
    await page.getByLabel('Segments of the text').fill('3')
    const prices = page.getByRole('table')
    await prices.getByRole('columnheader', { name: 'A text of 3 segments' }).waitFor()
    const rows = prices.locator('tbody tr')
    assert.deepEqual([await rows.count(), await rows.first().getByRole('cell').first().innerText()], [1, 'Tanzania'])
    assert.equal(await rows.first().getByRole('cell').last().innerText(), '3 units')
    await isSound()
  })

  test('a template is kept, and a message begins with it', async () => {
    await page.goto(`${server.url}/templates`)
    await page.getByRole('button', { name: 'New template' }).click()
    await page.getByLabel('Title').fill('Parcel')
    await page.getByLabel('Text', { exact: true }).fill('Habari {name}, your parcel is here.')
    await isSound()
    await page.getByRole('button', { name: 'Save the template' }).click()
    const row = page.getByRole('row', { name: /Parcel/ })
    await row.getByText('1 segment').waitFor()
    await isSound()
    await row.getByRole('link', { name: 'Use' }).click()
    await page.getByRole('heading', { name: 'Send', level: 1 }).waitFor()
    assert.equal(await page.getByLabel('Text', { exact: true }).inputValue(), 'Habari {name}, your parcel is here.')
  })

  test('a thousand contacts come in from a file, the one that cannot be read is named', async () => {
    await page.goto(`${server.url}/contacts/import`)
    const people = Array.from({ length: 1000 }, (_, index) => `Mteja ${index},0712 ${100_000 + index},Mwanza`)
    const text = ['Jina,Simu,town', ...people, 'Nobody,12,'].join('\n')
    const file = { name: 'wateja.csv', mimeType: 'text/csv', buffer: Buffer.from(text) }
    await page.locator('input[type=file]').setInputFiles(file)
    await page.getByText('1,001 rows in wateja.csv').waitFor()
    await page.getByLabel('Numbers without a country code are from').selectOption({ label: 'Tanzania' })
    await page.getByLabel('Put everybody into').selectOption({ label: 'A new group' })
    await page.getByLabel('Name of the new group').fill('Wateja')
    await isSound()
    await page.getByRole('button', { name: 'Import 1,001 rows' }).click()
    await page.getByText('1,001 of 1,001').waitFor()
    await page.getByText('The import is done').waitFor()
    const [added, , , refused] = await page.getByRole('definition').allInnerTexts()
    assert.deepEqual([added, refused], ['1,000', '1'])
    const row = page.getByRole('row', { name: /No phone number that can exist/ })
    assert.match(await row.innerText(), /1,002.*Nobody · 12/s)
    assert.equal(await page.getByRole('progressbar').getAttribute('value'), '1001')
    await isSound()
  })

  test('contacts are searched, changed and deleted', async () => {
    await page.getByRole('link', { name: 'See the contacts' }).click()
    await page.getByLabel('Search').fill('Mteja 999')
    const row = page.getByRole('row', { name: /Mteja 999/ })
    await row.getByText('town: Mwanza').waitFor()
    await row.getByRole('button', { name: 'Mteja 999' }).click()
    await page.getByLabel('Name').fill('Asha Mushi')
    await page.getByRole('button', { name: 'Save the contact' }).click()
    await page.getByText('No contact matches').waitFor()
    await page.getByLabel('Search').fill('asha')
    await page.getByLabel('Choose Asha Mushi').check()
    await isSound()
    await page.getByRole('button', { name: 'Delete', exact: true }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Delete', exact: true }).click()
    await page.getByText('The contact is deleted.').waitFor()
  })

  test('a group is written to, and goes with its contacts', async () => {
    await page.goto(`${server.url}/contacts/groups`)
    const row = page.getByRole('row', { name: /Wateja/ })
    await row.getByText('999', { exact: true }).waitFor()
    await row.getByRole('link', { name: 'Write to it' }).click()
    await page.getByText('999 people', { exact: true }).waitFor()
    await page.getByRole('button', { name: '{name}' }).waitFor()
    await page.goto(`${server.url}/contacts/groups`)
    await row.getByRole('button', { name: 'Delete' }).click()
    await page.getByLabel('Delete its 999 contacts as well').check()
    await isSound()
    await page.getByRole('button', { name: 'Delete the group' }).click()
    await page.getByText('Groups keep together whom you write to together').waitFor()
    await page.getByRole('link', { name: 'All contacts' }).click()
    await page.getByText('Nobody is here yet').waitFor()
    await isSound()
  })
})
