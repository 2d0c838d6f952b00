// A developer at the portal: an endpoint that fails and is told again by hand, an inbox that answers by keyword, and a
// message that is changed and cancelled before its time.
import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, suite, test } from 'node:test'
import type { Page } from 'playwright-core'
import { startBrowser, type TestPage } from '../harness/browser.ts'
import { accountOf, assertSound, call, goTo, operator, signedIn } from '../harness/portal.ts'
import { startServer, type TestServer } from '../harness/server.ts'

const DEVELOPER = { email: 'asha@example.com', name: 'Asha', password: 'duka la juma mwanza', role: 'developer' }
const NUMBER = '255701000001'
const SUBSCRIBER = '255754000111'

suite('the portal: webhooks, two-way and scheduled', { timeout: 240_000 }, () => {
  const ends: (() => Promise<void>)[] = []
  const sink = { status: 503, told: [] as string[], url: '' }
  let server: TestServer
  let accountId: string
  let opened: TestPage
  let page: Page

  before(async () => {
    server = await startServer({ after: (end) => void ends.push(end) }, { env: { NJIWA_ALLOW_PRIVATE_CALLBACKS: '1' } })
    accountId = await accountOf(server, 'Duka la Juma', DEVELOPER)
    const credit = { amount: '100', currency: 'units', note: 'test', reference: 'test' }
    await operator(server, 'POST', `/accounts/${accountId}/credits`, credit)
    const sender = await operator(server, 'POST', `/accounts/${accountId}/sender-ids`, { name: 'DukaJuma' })
    await operator(server, 'POST', `/sender-ids/${accountId}/${sender.id}/approve`, {})
    await startSink()
    const browser = await startBrowser({ after: (end) => void ends.unshift(end) })
    opened = await signedIn(browser, `${server.url}/settings/webhooks`, DEVELOPER)
    page = opened.page
  })
  after(async () => {
    for (const end of ends) await end()
  })

  async function startSink(): Promise<void> {
    const http = createServer(async (request, response) => {
      for await (const _ of request);
      sink.told.push(request.headers['webhook-id'] as string)
      response.writeHead(sink.status).end('closed for today')
    })
    await new Promise<void>((listening) => http.listen(0, '127.0.0.1', listening))
    ends.unshift(async () => {
      http.closeAllConnections()
      await new Promise((closed) => http.close(closed))
    })
    sink.url = `http://127.0.0.1:${(http.address() as AddressInfo).port}/hooks`
  }

  const go = (name: string) => goTo(page, name)
  const dialog = () => page.getByRole('dialog')

  const isSound = () => assertSound(opened)

  test('an endpoint shows its secret once; a test event fails, and is heard when it is sent again by hand', async () => {
    await page.getByRole('button', { name: 'Add an endpoint' }).click()
    await dialog().getByLabel('Address').fill(sink.url)
    await dialog().getByRole('button', { name: 'Add it' }).click()
    await dialog()
      .getByText(/^whsec_/)
      .waitFor()
    await isSound()
    await dialog().getByRole('button', { name: 'I have stored it' }).click()
    await page.getByRole('link', { name: sink.url }).click()
    await page.getByRole('button', { name: 'Send a test event' }).click()
    const told = page.getByRole('table', { name: 'What was told' })
    await told.getByText(/^503 in \d+ ms/).waitFor()
    await told.getByRole('button', { name: 'Details' }).click()
    await dialog().getByText('closed for today').first().waitFor()
    await isSound()
    await dialog().getByRole('button', { name: 'Close' }).click()

    sink.status = 200
    await told.getByRole('button', { name: 'Send again' }).click()
    await told.getByText('Heard').waitFor()
    assert.equal(new Set(sink.told).size, 1)
    await page.getByLabel('Show').selectOption({ label: 'Given up' })
    await page.getByText('There is none like that.').waitFor()
    assert.match(page.url(), /[?&]status=given_up/)
  })

  test('a secret is rotated, and an endpoint is disabled, enabled and told again all that it missed', async () => {
    await page.getByRole('button', { name: 'Rotate the secret' }).click()
    await dialog().getByRole('button', { name: 'Make a new secret' }).click()
    await dialog()
      .getByText(/^whsec_/)
      .waitFor()
    await dialog().getByRole('button', { name: 'I have stored it' }).click()
    await page.getByText('the one before signs too until').waitFor()
    await page.getByRole('button', { name: 'Disable' }).click()
    await page.getByText('nothing is told there until you enable it').waitFor()
    await page.getByText('Enable the endpoint first.').waitFor()
    await isSound()
    await page.getByRole('button', { name: 'Enable' }).click()
    await page.getByRole('button', { name: 'Send again all that failed' }).click()
    await dialog().getByRole('button', { name: 'Send them again' }).click()
    await page.getByText('0 are sent again.').waitFor()
  })

  test('a number is asked for and assigned; what a subscriber writes is answered by a rule, and then by hand', async () => {
    await go('Two-way SMS')
    await page.getByRole('button', { name: 'Request a number' }).click()
    await dialog().getByLabel('Country').selectOption({ label: 'Tanzania' })
    await dialog().getByLabel('What do you need it for?').fill('Prices by SMS')
    await dialog().getByRole('button', { name: 'Request it' }).click()
    await page.getByRole('table', { name: 'Requested numbers' }).getByText('Awaiting a decision').waitFor()
    const [asked] = (await operator(server, 'GET', '/number-requests?status=pending')).data
    assert.deepEqual([asked.country, asked.kind, asked.purpose], ['TZ', 'long_code', 'Prices by SMS'])
    await operator(server, 'POST', `/accounts/${accountId}/numbers`, { number: NUMBER, request_id: asked.id })
    await page.reload()
    await page.getByText(`The number +${NUMBER} is yours.`).waitFor()

    await page.getByRole('button', { name: 'Set the callback URL' }).click()
    await dialog().getByLabel('Callback URL').fill(sink.url)
    await dialog().getByRole('button', { name: 'Save' }).click()
    await page.getByRole('table', { name: 'Manage numbers' }).getByText(sink.url).waitFor()
    await isSound()

    await page.getByRole('tab', { name: 'Keyword rules' }).click()
    await page.getByRole('button', { name: 'Add a rule' }).click()
    await dialog().getByLabel('Keyword', { exact: false }).first().fill('bei')
    await dialog().getByLabel('Answer').fill('TZS 950 kwa kilo.')
    await dialog().getByRole('button', { name: 'Add it' }).click()
    await page.getByRole('table', { name: 'Keyword rules' }).getByText('BEI', { exact: true }).waitFor()
    await isSound()

    await operator(server, 'POST', '/sandbox/inbound', { from: SUBSCRIBER, to: NUMBER, text: 'Bei ya mahindi?' })
    await page.getByRole('tab', { name: 'Inbox' }).click()
    await isSound()
    await page.getByRole('link', { name: new RegExp(`\\+${SUBSCRIBER}`) }).click()
    const lines = page.getByRole('listitem')
    await lines.getByText('Bei ya mahindi?').waitFor()
    await lines.getByText('TZS 950 kwa kilo.').waitFor()
    await page.getByText('Your server was told').waitFor()
    await page.getByLabel('Your answer').fill('Karibu kesho.')
    await page.getByRole('main').getByRole('button', { name: 'Send' }).click()
    await lines.getByText('Karibu kesho.').waitFor()
    await isSound()
  })

  test('who opts out is in the list, and can be taken off it', async () => {
    await operator(server, 'POST', '/sandbox/inbound', { from: SUBSCRIBER, to: NUMBER, text: 'ACHA' })
    await go('Two-way SMS')
    await page.getByRole('tab', { name: 'Opt-outs' }).click()
    const table = page.getByRole('table', { name: 'Opt-outs' })
    await table.getByText('The subscriber, by a keyword').waitFor()
    await page.getByLabel('Look up a number').fill('+255 700 000 000')
    await page.getByRole('button', { name: 'Look up' }).click()
    await page.getByText('+255700000000 has not opted out.').waitFor()
    await page.getByRole('button', { name: 'Show all' }).click()
    await table.getByRole('button', { name: 'Remove' }).click()
    await dialog().getByRole('button', { name: 'Remove' }).click()
    await page.getByText('Nobody has opted out.').waitFor()
    await isSound()
  })

  test('what is scheduled is changed, suspended, resumed, and cancelled message by message and whole', async () => {
    const { secret } = await operator(server, 'POST', `/accounts/${accountId}/credentials`, {
      dialect: 'native',
      name: 'test',
      permissions: ['messages:send'],
    })
    const sent = await call(server, secret, 'POST', '/requests', {
      sender: 'DukaJuma',
      to: ['+255712345678', '+255713345678'],
      text: 'Kesho tunafungua saa mbili.',
      schedule_at: new Date(Date.now() + 86_400_000).toISOString(),
    })
    assert.equal(sent.status, 202)
    await go('Scheduled')
    const list = page.getByRole('table', { name: 'Scheduled' })
    await list.getByText('Kesho tunafungua saa mbili.').waitFor()
    await isSound()
    await list.getByRole('button', { name: 'Change' }).click()
    await dialog().getByLabel('Text').fill('Kesho tunafungua saa tatu.')
    await dialog().getByRole('button', { name: 'Save' }).click()
    await list.getByText('Kesho tunafungua saa tatu.').waitFor()
    await list.getByRole('button', { name: 'Suspend' }).click()
    await list.getByText('Suspended').waitFor()
    await list.getByRole('button', { name: 'Resume' }).click()
    await list.getByText('Scheduled', { exact: true }).waitFor()

    await list.getByRole('link', { name: '2 recipients' }).click()
    const messages = page.getByRole('table', { name: 'Messages of the request' })
    const first = messages.getByRole('row').filter({ hasText: '+255712345678' })
    await first.getByRole('button', { name: 'Cancel' }).click()
    await dialog().getByRole('button', { name: 'Do not send it' }).click()
    await first.getByText('Cancelled').waitFor()
    await isSound()
    await page.getByRole('main').getByRole('link', { name: 'Scheduled' }).click()
    await list.getByRole('link', { name: '+255713345678' }).waitFor()
    await list.getByRole('button', { name: 'Cancel' }).click()
    await dialog().getByRole('button', { name: 'Do not send it' }).click()
    await page.getByText('Nothing waits for its time.').waitFor()
    await isSound()
  })
})
