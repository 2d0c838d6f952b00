// The console in a browser, where several people work at once and by keyboard: a second person sees what they confirm,
// nobody's half-filled form is taken away, filters keep the focus, and what is listed can be found.
import assert from 'node:assert/strict'
import { after, before, suite, test } from 'node:test'
import type { Page } from 'playwright-core'
import { startBrowser, type TestBrowser, type TestPage } from '../harness/browser.ts'
import { accountOf, assertSound, goTo, operator, signedIn } from '../harness/portal.ts'
import { startServer, type TestServer } from '../harness/server.ts'

const ADMIN = { email: 'neema@example.com', name: 'Neema', password: 'the night shift of mwanza', role: 'admin' }
const SHOP = 'Duka la Juma'

suite('the portal: the console’s lists and forms', { timeout: 240_000 }, () => {
  const ends: (() => Promise<void>)[] = []
  let server: TestServer
  let browser: TestBrowser
  let accountId: string
  let opened: TestPage
  let page: Page

  before(async () => {
    server = await startServer({ after: (end) => void ends.push(end) })
    await operator(server, 'POST', '/users', ADMIN)
    accountId = await accountOf(server, SHOP)
    await accountOf(server, 'Mama Lishe')
    browser = await startBrowser({ after: (end) => void ends.unshift(end) })
    opened = await signedIn(browser, `${server.url}/operator`, ADMIN)
    page = opened.page
  })
  after(async () => {
    for (const end of ends) await end()
  })

  const credit = (amount: string, reference: string) =>
    operator(server, 'POST', `/accounts/${accountId}/credits`, { amount, currency: 'units', note: 'Bank', reference })
  const focused = () =>
    page.evaluate<string>('document.activeElement?.getAttribute("name") ?? document.activeElement?.tagName')

  test('the second of two people sees whose credit it is and who asked, and is asked once more', async () => {
    await operator(server, 'PUT', '/credit-limits', { data: [{ currency: 'units', amount: '100' }] })
    await credit('5000', 'NMB-1')
    await goTo(page, 'Orders')
    const row = page.getByRole('table', { name: 'Credits that wait' }).getByRole('row', { name: SHOP })
    await row.getByText('NMB-1').waitFor()
    await row.getByRole('button', { name: 'Confirm' }).click()
    const dialog = page.getByRole('dialog', { name: 'Credit 5,000 units?' })
    await dialog.getByText(SHOP).waitFor()
    await dialog.getByText('Asked by').waitFor()
    await assertSound(opened)
    assert.equal((await operator(server, 'GET', `/accounts/${accountId}`)).balance, '0')
    await dialog.getByRole('button', { name: 'Confirm' }).click()
    await page.getByText('Confirmed: the wallet has it.').waitFor()
    assert.equal((await operator(server, 'GET', `/accounts/${accountId}`)).balance, '5000')
    await operator(server, 'PUT', '/credit-limits', { data: [] })
  })

  test('a form that somebody is filling in stays as it is while the balance moves', async () => {
    await page.goto(`${server.url}/operator/accounts/${accountId}`)
    await page.getByLabel('Requests a minute').fill('1234')
    await credit('7', 'NMB-2')
    await page.getByRole('button', { name: 'Suspend' }).click() // after a change, all that is shown is asked for anew
    await page.getByRole('dialog').getByRole('button', { name: 'Suspend' }).click()
    await page.getByText('5,007').first().waitFor()
    assert.equal(await page.getByLabel('Requests a minute').inputValue(), '1234')
    await page.getByRole('form', { name: 'Prices and limits' }).getByRole('button', { name: 'Save' }).click()
    await page.getByText('Saved.').waitFor()
    assert.equal((await operator(server, 'GET', `/accounts/${accountId}`)).requests_per_minute, 1234)
  })

  test('the wallet’s movements are signed, with the balance after each', async () => {
    await operator(server, 'POST', `/accounts/${accountId}/credits`, {
      amount: '-7',
      currency: 'units',
      kind: 'adjustment',
      note: 'Twice',
      reference: 'NMB-3',
    })
    await page.reload()
    const row = page.getByRole('table', { name: 'Latest movements' }).getByRole('row', { name: 'Twice' })
    await row.getByText('-7', { exact: true }).waitFor()
    await row.getByText('5,000', { exact: true }).waitFor()
    await assertSound(opened)
  })

  test('by keyboard, a filter that is chosen holds at once and keeps the focus', async () => {
    await goTo(page, 'Accounts')
    await page.getByLabel('State', { exact: true }).focus()
    for (const status of ['active', 'pending']) {
      await page.keyboard.press('ArrowDown')
      await page.waitForURL(`**/operator/accounts?status=${status}`)
      assert.equal(await focused(), 'status')
    }
    await page.getByText('No account is like that.').waitFor()
    await page.goBack()
    await page.getByRole('table').getByText('Mama Lishe').waitFor() // the other one is suspended
    assert.equal(await page.getByLabel('State', { exact: true }).inputValue(), 'active')
    await page.getByRole('button', { name: 'Clear' }).focus()
    await page.keyboard.press('Enter')
    await page.waitForURL('**/operator/accounts')
    assert.deepEqual([await page.getByLabel('State', { exact: true }).inputValue(), await focused()], ['', 'BUTTON'])
  })

  test('the audit log is found by the names that it shows', async () => {
    await goTo(page, 'Audit log')
    await page.getByLabel('Who').fill('neema')
    await page.getByLabel('Account').fill('juma')
    await page.getByRole('button', { name: 'Apply' }).click()
    const lines = page.getByRole('table', { name: 'Audit log' })
    await lines.getByText('operator', { exact: true }).first().waitFor({ state: 'detached' })
    await lines.getByRole('row', { name: 'credit.applied Neema' }).waitFor()
    assert.equal(await lines.getByText('Mama Lishe').count(), 0)
    await page.getByRole('button', { name: 'Prove the log' }).click()
    await page.getByText('The log is whole').waitFor()
    await assertSound(opened)
    await page.getByLabel('Who').fill('nobody of that name')
    await page.getByRole('button', { name: 'Apply' }).click()
    await page.getByText('Nothing was changed that is like that.').waitFor()
  })

  test('numbers are found by a part of them as people write it, and by the account', async () => {
    await operator(server, 'POST', `/accounts/${accountId}/numbers`, { number: '+255744000001' })
    await goTo(page, 'Numbers')
    const table = page.getByRole('table', { name: 'Assigned' })
    for (const search of ['+255 744', 'juma']) {
      await page.getByLabel('Number or account').fill(search)
      await page.getByLabel('Number or account').press('Enter')
      await page.waitForURL(`**/operator/numbers?search=${encodeURIComponent(search).replaceAll('%20', '*')}`)
      await table.getByText(SHOP).waitFor()
    }
    await page.getByLabel('Number or account').fill('mama')
    await page.getByLabel('Number or account').press('Enter')
    await page.getByText('No assigned number is like that.').waitFor()
    await assertSound(opened)
  })

  test('senders to review are found by their name', async () => {
    for (const name of ['DUKA', 'SOKONI']) await operator(server, 'POST', `/accounts/${accountId}/sender-ids`, { name })
    await goTo(page, 'Sender review')
    await page.getByRole('article', { name: 'SOKONI' }).waitFor()
    await page.getByLabel('Name or account').fill('soko')
    await page.getByRole('button', { name: 'Apply' }).click()
    await page.getByRole('article', { name: 'DUKA' }).waitFor({ state: 'detached' })
    await page.getByRole('article', { name: 'SOKONI' }).waitFor()
    await assertSound(opened)
  })
})
