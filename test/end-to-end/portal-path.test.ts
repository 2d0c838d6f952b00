// The whole path, from nothing to a message that arrived: somebody signs up, the operator lets them in, approves their
// sender and confirms their payment in the console, and their program sends with the token that they made.
import assert from 'node:assert/strict'
import { after, before, suite, test } from 'node:test'
import { startBrowser, type TestBrowser, type TestPage } from '../harness/browser.ts'
import { assertSound, call, downloaded, goTo, mailedLink, operator, signedIn, signIn } from '../harness/portal.ts'
import { startServer, type TestServer } from '../harness/server.ts'

const NEEMA = { email: 'neema@example.com', password: 'shule ya mwanza ziwani' }
const ACCOUNT = 'Shule ya Mwanza'
const STAFF = { email: 'asha@example.com', password: 'the night shift of mwanza' }
const SENDER = 'ShuleMwanza'
const INSTRUCTIONS = 'Pay {price} to M-Pesa till 555111, account {reference}.'

suite('the portal: from signing up to a delivered message', { timeout: 180_000 }, () => {
  const ends: (() => Promise<void>)[] = []
  let server: TestServer
  let browser: TestBrowser
  let customer: TestPage
  let staff: TestPage
  let token = ''

  before(async () => {
    server = await startServer({ after: (end) => void ends.push(end) })
    browser = await startBrowser({ after: (end) => void ends.unshift(end) })
    await operator(server, 'POST', '/users', { ...STAFF, name: 'Asha', role: 'admin' })
    await operator(server, 'PUT', '/purchase-terms', { instructions: INSTRUCTIONS })
    customer = await browser.open()
  })
  after(async () => {
    for (const end of ends) await end()
  })
  const dialogOf = ({ page }: TestPage) => page.getByRole('dialog')

  test('somebody signs up, and the link in the mail and the password let them in', async () => {
    const { page } = customer
    await page.goto(server.url)
    await page.getByRole('link', { name: 'Open an account' }).click()
    await page.getByRole('button', { name: 'Open the account' }).click()
    await page.getByText('Write your name.').waitFor()
    await assertSound(customer)
    await page.getByLabel('Your name').fill('Neema')
    await page.getByLabel('What the account is called').fill(ACCOUNT)
    await page.getByLabel('E-mail').fill(NEEMA.email)
    await page.getByLabel('Password', { exact: true }).fill(NEEMA.password)
    await page.getByRole('button', { name: 'Open the account' }).click()
    await page.getByRole('heading', { name: 'Look at your mail' }).waitFor()
    await assertSound(customer)
    await signIn(page, await mailedLink(server, 'confirm_address'), NEEMA)
    await page.getByText('This account has not been activated yet.').waitFor()
    await assertSound(customer)
  })

  test('the operator activates the account, and it is open', async () => {
    staff = await signedIn(browser, `${server.url}/operator`, STAFF)
    await staff.page.getByRole('link', { name: 'Accounts to activate' }).click()
    await staff.page.getByRole('link', { name: ACCOUNT }).click()
    await staff.page.getByRole('button', { name: 'Activate' }).click()
    await dialogOf(staff).getByRole('button', { name: 'Activate' }).click()
    await staff.page.getByText(`${ACCOUNT} is active.`).waitFor()
    await customer.page.reload()
    await customer.page.getByRole('button', { name: 'Signed in as Neema' }).waitFor()
    assert.equal(await customer.page.getByText('This account has not been activated yet.').count(), 0)
  })

  test('a sender ID is asked for with a sample and approved, and the page says so', async () => {
    const { page } = customer
    await goTo(page, 'Sender IDs')
    await page.getByRole('button', { name: 'Request a sender ID' }).click()
    const dialog = dialogOf(customer)
    await dialog.getByLabel('Sender ID').fill(SENDER)
    await dialog.getByLabel('Sample message').fill('Too short')
    await dialog.getByRole('button', { name: 'Request it' }).click()
    await dialog.getByText('Write what you will send under it').waitFor()
    await dialog.getByLabel('Sample message').fill('Shule itafungwa Ijumaa saa sita mchana.')
    await dialog.getByRole('radio', { name: 'Only in some countries' }).check()
    await dialog.getByLabel('Add a country').selectOption({ label: 'Tanzania' })
    await dialog.getByRole('button', { name: 'Without Tanzania' }).waitFor()
    await assertSound(customer)
    await dialog.getByRole('button', { name: 'Request it' }).click()
    const table = page.getByRole('table', { name: 'Sender IDs' })
    await table.getByText('Awaiting review').waitFor()

    await goTo(staff.page, 'Sender review')
    const review = staff.page.getByRole('article', { name: SENDER })
    await review.getByText('Shule itafungwa Ijumaa saa sita mchana.').waitFor()
    await review.getByRole('button', { name: 'Approve' }).click()
    await dialogOf(staff).getByRole('button', { name: 'Approve' }).click()
    await staff.page.getByText('No sender ID waits for a decision.').waitFor()
    await page.reload()
    await page.getByText(`The sender ID ${SENDER} is approved for Tanzania.`).waitFor()
    await assertSound(customer)
    await page.getByRole('button', { name: 'Seen' }).click()
    await page.getByText('is approved for').waitFor({ state: 'detached' })
    await table.getByText('Approved', { exact: true }).waitFor()
  })

  test('units are ordered, their payment confirmed, and the open page has them', async () => {
    const { page } = customer
    await goTo(page, 'Wallet')
    await page.getByText('Nothing has moved this wallet yet').waitFor()
    await page.getByRole('button', { name: 'Buy units' }).click()
    const dialog = dialogOf(customer)
    await dialog.getByLabel('How many units').fill('1,000')
    await dialog.getByText('You pay TZS 25,000.00.').waitFor()
    await dialog.getByRole('button', { name: 'Place the order' }).click()
    await dialog.getByText('Your order is placed').waitFor()
    const [, reference] = /^Pay TZS 25000\.00 to M-Pesa till 555111, account (\w+)\.$/m.exec(
      await dialog.innerText(),
    ) as RegExpExecArray
    await assertSound(customer)
    await dialog.getByRole('button', { name: 'Done' }).click()
    const orders = page.getByRole('table', { name: 'Orders' })
    await orders.getByText('Waiting for payment').waitFor()

    await goTo(staff.page, 'Orders')
    const row = staff.page.getByRole('row').filter({ hasText: reference as string })
    await row.getByText(ACCOUNT).waitFor()
    await row.getByRole('button', { name: 'Confirm payment' }).click()
    await dialogOf(staff).getByLabel('The payment’s own reference').fill('QK71XD90')
    await assertSound(staff)
    await dialogOf(staff).getByRole('button', { name: 'Confirm payment' }).click()
    await row.getByText('Confirmed').waitFor()
    await orders.getByText('In your wallet').waitFor()
    await page.getByText('1,000 units came into your wallet.').waitFor()
    await page.getByRole('table', { name: 'Statement' }).getByText('+1,000').waitFor()
    assert.match(await page.getByRole('definition').first().innerText(), /^1,000\s*units$/)
    await assertSound(customer)
  })

  test('a token is made, and shown this once', async () => {
    const { page } = customer
    await goTo(page, 'API tokens')
    await page.getByRole('button', { name: 'Make a token' }).click()
    const dialog = dialogOf(customer)
    await dialog.getByLabel('API').selectOption({ label: 'Njiwa' })
    await dialog.getByLabel('Name').fill('The school office')
    await dialog.getByRole('button', { name: 'Make the token' }).click()
    await page.getByText('Store this key now').waitFor()
    token = /nj_live_\w+/.exec(await page.locator('main').innerText())?.[0] as string
    await page.getByRole('button', { name: 'I have stored it' }).click()
    assert.equal(await page.getByText(token).count(), 0)
  })

  test('what is sent with it is delivered before the eyes of an open page, and is in the file', async () => {
    const { page } = customer
    await goTo(page, 'Logs')
    await page.getByText('No messages yet.').waitFor()
    await page.getByText('Live', { exact: true }).waitFor()
    await page.evaluate('globalThis.isTheSamePage = true')
    const message = { sender: SENDER, to: ['+255712345678'], text: 'Habari "Asha"' }
    const sent = await call(server, token, 'POST', '/requests', message)
    assert.equal(sent.status, 202, JSON.stringify(sent.body))
    const row = page.getByRole('row').filter({ hasText: message.text })
    await row.getByText('Delivered').waitFor()
    assert.equal(await page.evaluate('globalThis.isTheSamePage'), true)

    const csv = await downloaded(page, () => page.getByRole('link', { name: 'Download CSV' }).click())
    const [header, line, ...others] = csv.trimEnd().split('\r\n')
    assert.match(header as string, /^\uFEFFcreated_at,to,country,sender,text,state,/)
    assert.match(line as string, new RegExp(`"\\+255712345678",TZ,${SENDER},"Habari ""Asha""",delivered`))
    assert.deepEqual(others, [])
    assert.deepEqual([...customer.complaints, ...staff.complaints], [])
  })
})
