// The operator's night shift in a browser: decides on a sender, suspends an account, watches a carrier, signs in as a
// customer; what it does is what the customer's program meets.
import assert from 'node:assert/strict'
import { after, before, suite, test } from 'node:test'
import type { Page } from 'playwright-core'
import { startBrowser, type TestBrowser, type TestPage } from '../harness/browser.ts'
import { accountOf, assertSound, call, goTo, operator, signedIn } from '../harness/portal.ts'
import { startServer, type TestServer } from '../harness/server.ts'

const ADMIN = { email: 'neema@example.com', name: 'Neema', password: 'the night shift of mwanza', role: 'admin' }
const SUPPORT = { ...ADMIN, email: 'baraka@example.com', name: 'Baraka', role: 'support' }

suite('the portal: the operator’s console', { timeout: 240_000 }, () => {
  const ends: (() => Promise<void>)[] = []
  let server: TestServer
  let browser: TestBrowser
  let accountId: string
  let key: string
  let opened: TestPage
  let page: Page

  before(async () => {
    server = await startServer({ after: (end) => void ends.push(end) })
    for (const person of [ADMIN, SUPPORT]) await operator(server, 'POST', '/users', person)
    accountId = await accountOf(server, 'Duka la Juma')
    const permissions = ['account:read', 'account:write', 'balance:read']
    const made = { dialect: 'native', name: 'shop', permissions }
    key = (await operator(server, 'POST', `/accounts/${accountId}/credentials`, made)).secret
    browser = await startBrowser({ after: (end) => void ends.unshift(end) })
    opened = await signedIn(browser, `${server.url}/operator`, ADMIN)
    page = opened.page
  })
  after(async () => {
    for (const end of ends) await end()
  })

  const go = (name: string) => goTo(page, name)
  const dialog = () => page.getByRole('dialog')

  const isSound = () => assertSound(opened)

  test('names are protected and unprotected in the console', async () => {
    await go('Sender review')
    await page.getByRole('tab', { name: 'Protected names' }).click()
    await page.getByText('No name is protected yet').waitFor()
    await page.getByLabel('Names to protect').fill('TANESCO, PEPSI')
    await page.getByRole('button', { name: 'Protect' }).click()
    const names = page.getByRole('table', { name: 'Protected names' })
    await names.getByRole('row', { name: 'PEPSI' }).getByRole('button', { name: 'Remove' }).click()
    await page.getByRole('dialog', { name: 'Stop protecting PEPSI?' }).waitFor()
    await isSound()
    await dialog().getByRole('button', { name: 'Remove' }).click()
    await page.getByText('PEPSI is protected no longer.').waitFor()
    await names.getByText('TANESCO').waitFor()
    assert.deepEqual((await operator(server, 'GET', '/protected-senders')).data, ['TANESCO'])
    await go('Overview')
  })

  test('a look-alike of a protected name is pointed out, and approved for one country when a second person agrees', async () => {
    const asked = await call(server, key, 'POST', '/sender-ids', {
      name: 'TANESC0',
      sample_content: 'Umeme wako utakatika leo saa nane mchana.',
    })
    assert.equal(asked.status, 201)
    await page.getByRole('link', { name: 'Sender IDs to review' }).click()
    const review = page.getByRole('article', { name: 'TANESC0' })
    await review.getByText('looks like TANESCO').waitFor()
    await review.getByText('Approving it takes two people.').waitFor()
    await review.getByText('Umeme wako utakatika leo saa nane mchana.').waitFor()
    await isSound()
    await review.getByRole('button', { name: 'Approve' }).click()
    await dialog().getByLabel('Only in…').check()
    await dialog().getByText('Tick a country, or choose everywhere.').waitFor()
    await dialog().getByLabel('Tanzania').check()
    await isSound()
    await dialog().getByRole('button', { name: 'Approve' }).click()
    await review.getByText('You approved it: somebody else confirms.').waitFor()
    await isSound()
    const second = await signedIn(browser, `${server.url}/operator/senders`, SUPPORT)
    await second.page.getByText('Approved by Neema for: Tanzania').waitFor()
    await second.page.getByRole('button', { name: 'Confirm' }).click()
    await second.page.getByRole('dialog').getByRole('button', { name: 'Confirm' }).click()
    await second.page.getByText('No sender ID waits for a decision.').waitFor()
    await assertSound(second)
    await second.page.context().close()
    const [sender] = (await call(server, key, 'GET', '/sender-ids')).body.data
    assert.deepEqual([sender.name, sender.status, sender.countries], ['TANESC0', 'approved', ['TZ']])
  })

  test('an account that is suspended is refused with its next call, and admitted again with the one after', async () => {
    assert.equal((await call(server, key, 'GET', '/balance')).status, 200)
    await go('Accounts')
    await page.getByLabel('Name', { exact: true }).fill('duka')
    await page.getByRole('button', { name: 'Apply' }).click()
    await page.getByRole('link', { name: 'Duka la Juma' }).click()
    await page.getByRole('button', { name: 'Suspend' }).click()
    await page.getByRole('dialog', { name: 'Suspend Duka la Juma?' }).waitFor() // its name comes a moment after it
    await isSound()
    await dialog().getByRole('button', { name: 'Suspend' }).click()
    await page.getByText('Duka la Juma is suspended.').waitFor()
    assert.equal((await call(server, key, 'GET', '/balance')).status, 403)
    await page.getByRole('button', { name: 'Activate' }).click()
    await dialog().getByRole('button', { name: 'Activate' }).click()
    await page.getByText('Duka la Juma is active.').waitFor()
    assert.equal((await call(server, key, 'GET', '/balance')).status, 200)
    const [, suspended] = (await operator(server, 'GET', `/audit?account_id=${accountId}&action=account.changed`)).data
    assert.deepEqual(suspended.detail, { status: { from: 'active', to: 'suspended' } })
    assert.equal(suspended.actor_name, ADMIN.name)
  })

  test('a credit is in the wallet and on the statement', async () => {
    await page.getByRole('button', { name: 'Credit' }).click()
    await dialog().getByLabel('Amount in units').fill('250')
    await dialog().getByLabel('Reference of the payment').fill('QK71XD90')
    await dialog().getByLabel('Note').fill('M-Pesa, 2 March')
    await dialog().getByRole('button', { name: 'Credit' }).click()
    await dialog().getByText('250 units will be put into the wallet of Duka la Juma.').waitFor()
    await dialog().getByRole('button', { name: 'Credit 250 units' }).click()
    await page.getByRole('table', { name: 'Latest movements' }).getByText('M-Pesa, 2 March').waitFor()
    assert.equal((await operator(server, 'GET', `/accounts/${accountId}`)).balance, '250')
  })

  test('a carrier that somebody else pauses is seen to be paused, and taken up again', async () => {
    await go('Carriers')
    const sandbox = page.getByRole('region', { name: 'Sandbox' })
    await sandbox.getByText('Bound', { exact: true }).waitFor()
    const [carrier] = (await operator(server, 'GET', '/carriers')).data
    await operator(server, 'POST', `/carriers/${carrier.id}/pause`)
    await sandbox.getByText('Paused', { exact: true }).waitFor()
    await isSound()
    await go('Trouble')
    await page.getByRole('table', { name: 'Carriers that take nothing' }).getByText('Sandbox').waitFor()
    await isSound()
    await go('Carriers')
    await sandbox.getByRole('button', { name: 'Resume' }).click()
    await sandbox.getByText('Bound', { exact: true }).waitFor()
    await sandbox.getByRole('button', { name: 'Send a test' }).click()
    await dialog().getByRole('textbox', { name: 'To', exact: true }).fill('+255712345678')
    await dialog().getByRole('button', { name: 'Send it' }).click()
    await dialog().getByText('DELIVRD').waitFor()
    await page.keyboard.press('Escape')
  })

  test('staff sign in as an account, look, are told so, and leave it', async () => {
    const own = await signedIn(browser, `${server.url}/operator/accounts/${accountId}`, SUPPORT)
    const { page: theirs } = own
    await theirs.getByRole('button', { name: 'Sign in as' }).click()
    await theirs.getByLabel('Why').fill('Asked by phone why a message failed')
    await theirs.getByRole('dialog').getByRole('button', { name: 'Sign in as' }).click()
    await theirs.getByText('You are signed in as Duka la Juma.').waitFor()
    await theirs.getByText('250').first().waitFor()
    await assertSound(own)
    await theirs.getByRole('button', { name: 'Leave this account' }).click()
    await theirs.getByRole('button', { name: 'Sign in as' }).waitFor()
    const [ended, started] = (await operator(server, 'GET', `/audit?account_id=${accountId}&action=impersonation`)).data
    assert.deepEqual([ended.action, started.action], ['impersonation.ended', 'impersonation.started'])
    assert.equal(started.detail.reason, 'Asked by phone why a message failed')
    assert.deepEqual(own.complaints, [])
    await theirs.context().close()
  })

  test('a rate card takes a file of prices, and says which lines are none', async () => {
    await go('Rate cards')
    await page.getByRole('link', { name: 'Standard' }).click()
    const file = (text: string) => ({ name: 'prices.csv', mimeType: 'text/csv', buffer: Buffer.from(text) })
    const chooser = page.locator('input[type=file]')
    await chooser.setInputFiles(file('country,price,currency\nTZ,1,units\nXXX,1,units\n'))
    await page.getByText('Line 3 is no price. Nothing was set.').waitFor()
    await chooser.setInputFiles(file('country,price,currency\nTZ,1,units\nKE,3,units\n'))
    await page.getByRole('button', { name: 'Set them' }).click()
    await page.getByRole('table', { name: 'Prices of a segment' }).getByText('Kenya').waitFor()
    await isSound()
  })

  test('a colour that is too faint is refused with the reason; a good one is in the page that comes', async () => {
    await go('Branding')
    await page.getByLabel('Name').fill('Simba SMS')
    await page.getByLabel('Accent on light ground').fill('#ffcc00')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('people need 4.5 to read it: take a darker one').waitFor()
    await page.getByLabel('Accent on light ground').fill('#8a3b12')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByRole('link', { name: 'Simba SMS' }).waitFor()
    const accent = await page.evaluate<string>(
      "getComputedStyle(document.documentElement).getPropertyValue('--accent')",
    )
    assert.equal(accent.trim(), '#8a3b12')
    await isSound()
  })

  test('who signs up gets an account at once, by the rate card that was chosen', async () => {
    const plan = { name: 'Newcomers', denomination: 'units', unit_price: '30', unit_currency: 'TZS' }
    const { id } = await operator(server, 'POST', '/rate-plans', plan)
    await go('Settings')
    await page.getByLabel('Everybody, at once').check()
    await page.getByLabel('Rate card of a new account').selectOption('Newcomers')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('Saved.').waitFor()
    assert.deepEqual(await operator(server, 'GET', '/sign-up'), { accounts: 'active', rate_plan_id: id })
  })

  test('a limit on credits is set and removed; who is no admin reads why not', async () => {
    const limits = page.getByRole('region', { name: 'Credits by one person' })
    await limits.getByText('There is no limit').waitFor()
    await limits.getByRole('button', { name: 'Set a limit' }).click()
    await dialog().getByLabel('Currency').fill('tzs')
    await dialog().getByLabel('The most at a time').fill('1,000,000')
    await dialog().getByRole('button', { name: 'Set a limit' }).click()
    await limits.getByText('TZS 1,000,000').waitFor()
    await isSound()
    assert.deepEqual((await operator(server, 'GET', '/credit-limits')).data, [
      { currency: 'TZS', amount: '1000000.00' },
    ])
    const other = await signedIn(browser, `${server.url}/operator/settings`, SUPPORT)
    await other.page.getByRole('button', { name: 'Save' }).waitFor()
    assert.equal(await other.page.getByText('Your role of staff does not allow this. Ask an admin.').count(), 2)
    await assertSound(other)
    await other.page.context().close()
    await limits.getByRole('button', { name: 'Remove' }).click()
    await dialog().getByRole('button', { name: 'Remove' }).click()
    await limits.getByText('There is no limit').waitFor()
  })

  test('a route keeps all its carriers, however many, in the order they are given', async () => {
    const config = { host: '127.0.0.1', port: 9, systemId: 'njiwa' }
    const ids: string[] = []
    for (const name of ['A', 'B', 'C', 'D', 'E']) {
      const carrier = { name, kind: 'smpp', config, secret: 'secret' }
      ids.push((await operator(server, 'POST', '/carriers', carrier)).id)
    }
    const [a, b, c, d, e] = ids
    const routes = async () => (await operator(server, 'GET', '/routes?limit=100')).data as Route[]
    const { id, code } = (await routes()).find(({ code }) => code === 'ESMS_TZ') as Route
    await operator(server, 'PATCH', `/routes/${id}`, { carrier_ids: [a, b, c, d] })
    await go('Routes')
    await page.getByRole('button', { name: code, exact: true }).click()
    await dialog().getByRole('button', { name: 'D earlier' }).click()
    await dialog().getByText('D is number 3 now.').waitFor()
    await dialog().getByRole('button', { name: 'A later' }).click()
    await dialog().getByRole('button', { name: 'C later', disabled: true }).waitFor() // it is the last
    await dialog().getByLabel('Add a carrier').selectOption({ label: 'E' })
    await dialog().getByRole('button', { name: 'Without B' }).click()
    await isSound()
    await dialog().getByRole('button', { name: 'Save' }).click()
    await page.getByRole('row', { name: code }).getByText('A → D → C → E').waitFor()
    assert.deepEqual((await routes()).find((route) => route.code === code)?.carrier_ids, [a, d, c, e])
  })
  type Route = { id: string; code: string; carrier_ids: string[] }

  const pages = [
    { path: '/operator', title: 'Overview' },
    { path: '/operator/accounts', title: 'Accounts' },
    { path: '/operator/numbers', title: 'Numbers' },
    { path: '/operator/routes', title: 'Routes' },
    { path: '/operator/reports', title: 'Traffic and margin' },
    { path: '/operator/reports?by=account', title: 'Traffic and margin' },
    { path: '/operator/purchases', title: 'Orders' },
    { path: '/operator/exchange-rates', title: 'Exchange rates' },
    { path: '/operator/audit', title: 'Audit log' },
    { path: '/operator/settings', title: 'Settings' },
    { path: '/operator/staff', title: 'Staff' },
  ]
  for (const { path, title } of pages) {
    test(`${path} can be used by everybody`, async () => {
      await page.goto(`${server.url}${path}`)
      await page.getByRole('heading', { name: title, level: 1 }).waitFor()
      await page.locator('[aria-busy=true]').first().waitFor({ state: 'detached' })
      await isSound()
    })
  }
})
