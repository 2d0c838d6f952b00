import assert from 'node:assert/strict'
import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, suite, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import fc from 'fast-check'
import { startServer, type TestServer } from '../../../../test/harness/server.ts'
import { value } from '../../../../test/harness/setup.ts'
import { type Vendors, vendorsOf } from '../../../../test/harness/vendors.ts'
import { createCredential } from '../../setup/credentials.ts'
import { addWebhook } from '../../setup/webhook-endpoints.ts'
import { basic, type Customer, customersOf, type Keys, SEND } from './conformance.ts'
import { type Answer, clientOf, idIn, TO } from './testing/client.ts'
import { shownTime } from './times.ts'

suite('smsbox: what waits for its time', { timeout: 180_000 }, () => {
  let server: TestServer
  let vendors: Vendors
  let customer: (shillings: number) => Promise<Customer>
  let ours: Customer
  let keys: Keys
  let client: ReturnType<typeof clientOf>
  const ends: (() => Promise<void>)[] = []
  before(async () => {
    const env = { NJIWA_ALLOW_PRIVATE_CALLBACKS: '1' }
    server = await startServer({ after: (end) => void ends.push(end) }, { env })
    vendors = vendorsOf(server)
    customer = await customersOf(vendors.setup)
    ours = await customer(1000)
    keys = await ours.keys()
    client = clientOf(server, keys)
  })
  after(async () => {
    await vendors.close()
    for (const end of ends) await end()
  })

  const later = shownTime(new Date(Date.now() + 3_600_000)).slice(0, 16)
  const two = [
    { dest_addr: '+22687161524', recipient_name: 'Alex' },
    { dest_addr: '+22671625142', recipient_name: 'Thomas' },
  ]
  const schedule = async (change: object = {}) =>
    idIn(await client.send({ schedule_time: later, recipients: two, message: 'Hello [{RECEIVERNAME}]', ...change }))
  const updated = (id: string) => ({
    status: true,
    code: 200,
    message: `Message ${id} Updated Successfully!`,
    data: `message_id:${id}`,
  })
  const notFound = (id: string) => ({ status: true, code: 403, message: `Message ${id} not found` })
  /** By then whatever was due has gone too. */
  const anotherIsDelivered = async () => {
    const id = await schedule()
    await client.change(id, { schedule_time: '' })
    await client.until(id, 'DELIVERED')
  }
  const states = async (id: string) => (await client.reports(id)).map(({ status }) => status)

  test('it is paid for at once, and is sent when its time is changed to now', async () => {
    const before = await client.balance()
    const id = await schedule()
    assert.equal(await client.balance(), before - 2)
    assert.deepEqual(await states(id), ['PENDING', 'PENDING'])
    assert.deepEqual((await client.change(id, { schedule_time: '' })).body, updated(id))
    await client.until(id, 'DELIVERED')
    assert.equal(await client.balance(), before - 2)
    assert.deepEqual((await client.change(id, { schedule_time: '' })).body, notFound(id), 'dispatched')
  })

  test('suspended it waits whatever its time, resumed it goes', async () => {
    const id = await schedule()
    // As the PHP sample sends it: every field, and those that stay empty.
    const all = { schedule_time: '', message: '', source_addr: '' }
    assert.deepEqual((await client.change(id, { scheduled_status: '0', ...all })).body, updated(id))
    assert.deepEqual((await client.change(id, { schedule_time: '' })).body, updated(id))
    await anotherIsDelivered()
    assert.deepEqual(await states(id), ['PENDING', 'PENDING'])
    assert.deepEqual((await client.change(id, { scheduled_status: '1' })).body, updated(id))
    await client.until(id, 'DELIVERED')
  })

  test('what one of its recipients was given alone stays when all of it is changed', async () => {
    const input = { dialect: 'native', name: 'test', permissions: ['messages:send', 'messages:read'] }
    const { secret } = value(await createCredential(vendors.setup, 'staff-token:test', ours.accountId, input))
    const native = async (method: string, path: string, change?: object) => {
      const headers = { authorization: `Bearer ${secret}`, 'content-type': 'application/json' }
      const body = change && JSON.stringify(change)
      const answer = await fetch(`${server.url}/v1/${path}`, { method, headers, ...(body && { body }) })
      assert.equal(answer.status, 200)
      return answer.json() as Promise<{ data: { id: string; to: string }[] }>
    }
    const id = await schedule()
    const newest = (await native('GET', 'messages?limit=2')).data
    const thomas = newest.find(({ to }) => to === '+22671625142')
    await native('PATCH', `messages/${thomas?.id}`, { suspended: true })
    assert.deepEqual((await client.change(id, { message: 'Hi', schedule_time: '' })).body, updated(id))
    const stands = async () => (await client.reports(id)).map(({ dest_addr, status }) => `${dest_addr} ${status}`)
    while ((await states(id)).every((status) => status !== 'DELIVERED')) await wait(25)
    await anotherIsDelivered()
    assert.deepEqual(await stands(), ['+22687161524 DELIVERED', '+22671625142 PENDING'])
    assert.deepEqual((await client.change(id, { scheduled_status: '1' })).body, updated(id))
    await client.until(id, 'DELIVERED')
  })

  test('suspending leaves its time as it is', async () => {
    const id = await schedule()
    await client.change(id, { scheduled_status: '0', schedule_time: '' })
    await client.change(id, { scheduled_status: '1' })
    await anotherIsDelivered()
    assert.deepEqual(await states(id), ['PENDING', 'PENDING'])
  })

  test('a new text is filled in with the names of the send, and the difference is paid or given back', async () => {
    const before = await client.balance()
    const id = await schedule()
    assert.deepEqual(
      (await client.change(id, { message: `Dear [{RECEIVERNAME}], ${'x'.repeat(160)}` })).body,
      updated(id),
    )
    assert.equal(await client.balance(), before - 4)
    assert.deepEqual((await client.change(id, { message: 'Hi' })).body, updated(id))
    assert.equal(await client.balance(), before - 2)
    assert.deepEqual(
      (await client.change(id, { message: `Dear [{RECEIVERNAME}], ${'x'.repeat(149)}` })).body,
      updated(id),
    )
    assert.equal(await client.balance(), before - 3, '160 septets with Alex, 162 with Thomas')
  })

  test('two of one number stay two when a new text makes them alike', async () => {
    const before = await client.balance()
    const recipients = ['Alex', 'Thomas', 'Alex2'].map((recipient_name) => ({ dest_addr: TO, recipient_name }))
    const id = await schedule({ recipients })
    assert.deepEqual((await client.change(id, { message: 'x'.repeat(161), schedule_time: '' })).body, updated(id))
    await client.until(id, 'DELIVERED')
    assert.equal((await client.reports(id)).length, 3)
    assert.equal(await client.balance(), before - 6)
  })

  test('what a change may be, and the code of what it may not; nothing is changed by that', async () => {
    const id = await schedule()
    const before = await client.balance()
    const rows: [query: Record<string, string>, status: number, code: number][] = [
      [{}, 200, 200],
      [{ scheduled_status: '' }, 200, 200],
      [{ scheduled_status: '2' }, 400, 113],
      [{ scheduled_status: 'x' }, 400, 113],
      [{ schedule_time: later }, 200, 200],
      [{ schedule_time: '2025-05-01 12:25' }, 400, 112],
      [{ schedule_time: '2030-05-01' }, 400, 117],
      [{ source_addr: '255701000001' }, 200, 200],
      [{ source_addr: 'info' }, 200, 200],
      [{ source_addr: 'PENDING' }, 400, 111],
      [{ source_addr: 'TWELVECHARS1' }, 400, 111],
      [{ message: 'x'.repeat(1601) }, 400, 109],
      [{ message: 'Ж' }, 400, 110],
      [{ message: 'Ж [{RECEIVERNAME}]' }, 400, 110],
      [{ message: `[{RECEIVERNAME}]${'x'.repeat(1596)}` }, 400, 109], // 1,602 with Thomas
      [{ message_id: '' }, 400, 104],
      [{ unknown: 'x' }, 200, 200],
    ]
    for (const [query, status, code] of rows) {
      const { status: answered, body } = await client.change(id, query)
      assert.deepEqual([answered, body.code], [status, code], JSON.stringify(query).slice(0, 80))
    }
    assert.equal(await client.balance(), before)
    assert.equal((await client.change(id, { source_addr: 'PENDING' })).body.message, 'Invalid Sender ID')
    const poor = await customer(2)
    const theirs = clientOf(server, await poor.keys())
    const sent = await theirs.send({ schedule_time: later, recipients: two })
    const long = await theirs.change(idIn(sent), { message: 'x'.repeat(161) })
    assert.deepEqual([long.status, long.body.code], [400, 102])
    assert.equal(await theirs.balance(), 0)
  })

  test('the fields may be in a body, and its words count more than the query', async () => {
    const id = await schedule()
    const path = `/smsbox/api/sms/v1/change_sms_info?message_id=x`
    const rows: [type: string, body: string, status: number, code: number][] = [
      ['application/json', JSON.stringify({ message_id: id, scheduled_status: 0 }), 200, 200],
      ['application/json; charset=utf-8', JSON.stringify({ message_id: id, scheduled_status: '1' }), 200, 200],
      [
        'application/xml',
        `<sms><message_id>${id}</message_id><schedule_time/><scheduled_status>0</scheduled_status></sms>`,
        200,
        200,
      ],
      ['application/json', JSON.stringify({ message_id: id, scheduled_status: 2 }), 400, 113],
      ['application/json', JSON.stringify({ message_id: id, scheduled_status: true }), 400, 113],
      ['application/json', JSON.stringify({ message_id: id, message: 7 }), 400, 109],
      ['application/json', JSON.stringify({ message_id: id, schedule_time: null, message: null }), 200, 200],
      ['application/json', JSON.stringify({ message_id: 7 }), 400, 113],
      ['application/json', '{}', 200, 403], // the query's
      ['application/json', '[]', 400, 113],
      ['application/json', '{', 400, 113],
      ['application/xml', '<!DOCTYPE sms><sms/>', 400, 113],
      ['text/plain', id, 415, 113],
      ['application/json', '', 200, 403], // a content type without a body is no matter
      ['text/plain', '', 200, 403],
      ['application/json', `{"x":"${'x'.repeat(1_100_000)}"}`, 413, 113],
    ]
    for (const [type, body, status, code] of rows) {
      const answer = await getWithBody(server.url + path, { ...basic(keys), 'content-type': type }, body)
      assert.deepEqual([answer.status, answer.body.code], [status, code], `${type} ${body.slice(0, 80)}`)
    }
    const zipped = { ...basic(keys), 'content-type': 'application/json', 'content-encoding': 'gzip' }
    assert.equal((await getWithBody(server.url + path, zipped, '{}')).status, 415)
  })

  test('nobody changes what is not theirs, or was not sent here; HEAD changes nothing', async () => {
    const id = await schedule()
    const theirs = clientOf(server, await (await customer(10)).keys())
    assert.deepEqual((await theirs.change(id, { scheduled_status: '0' })).body, notFound(id))
    for (const unknown of [
      'x',
      '0',
      'sms-2025050112252123117a517ef211f2dbdb',
      `${id}0`,
      "'",
      '<b>',
      'x'.repeat(5000),
    ]) {
      assert.deepEqual((await client.change(unknown, {})).body, notFound(unknown))
    }
    assert.equal((await client.call('HEAD', `change_sms_info?message_id=${id}`)).status, 405)
    assert.equal((await client.call('POST', `change_sms_info?message_id=${id}`)).status, 405)
  })

  test("with request_id instead it answers as delivery_reports, as the document's sample asks", async () => {
    const id = await schedule()
    const asked = { request_id: id, dest_addr: '+22671625142' }
    const answer = await client.get('change_sms_info', asked)
    assert.deepEqual(answer.body.data, [{ dest_addr: '+22671625142', status: 'PENDING', request_id: id }])
    assert.equal(answer.text, (await client.get('delivery_reports', asked)).text)
    const changed = await client.get('change_sms_info', { ...asked, schedule_time: '' })
    assert.equal(changed.text, answer.text, 'and changes nothing')
    assert.equal((await client.get('change_sms_info', {})).body.code, 104)
  })

  test('deliveries are told at the address of the account, and tried again until that says so', async () => {
    const told: { headers: Record<string, unknown>; body: Record<string, unknown> }[] = []
    const sink = createServer(async (incoming, response) => {
      let text = ''
      for await (const chunk of incoming) text += chunk
      told.push({ headers: incoming.headers, body: JSON.parse(text) })
      response.writeHead(told.length === 1 ? 503 : 204).end()
    })
    await new Promise<void>((listening) => sink.listen(0, '127.0.0.1', listening))
    ends.unshift(async () => void sink.close())
    const setup = { ...vendors.setup, webhookStyles: ['smsbox'] }
    const url = `http://127.0.0.1:${(sink.address() as AddressInfo).port}/dlr`
    const told_of = await customer(10)
    const input = { url, style: 'smsbox', events: ['message.delivered', 'message.failed'] }
    value(await addWebhook(setup, 'staff-token:test', told_of.accountId, input))
    const theirs = clientOf(server, await told_of.keys())
    const recipients = [two[0], { dest_addr: '255700000002' }]
    const id = idIn(await theirs.send({ recipients, reference_id: 'order-481' }))
    while (told.length < 3) await wait(50)
    const of = (dest_addr: string) => told.filter(({ body }) => body.dest_addr === dest_addr)
    const common = { request_id: id, reference_id: 'order-481' }
    assert.deepEqual(of('+22687161524').at(-1)?.body, {
      ...common,
      recipient_name: 'Alex',
      dest_addr: '+22687161524',
      Status: 'DELIVERED',
    })
    assert.deepEqual(of('+255700000002').at(-1)?.body, {
      ...common,
      recipient_name: null,
      dest_addr: '+255700000002',
      Status: 'UNDELIVERED',
    })
    const first = told[0] as (typeof told)[0]
    const again = of(String(first.body.dest_addr)).at(-1)
    assert.equal(again?.headers['webhook-id'], first.headers['webhook-id'], 'the same on every try')
    assert.deepEqual(again?.body, first.body)
  })

  test("1,000 malformed bodies in XML: each is the caller's fault, and the wallet stays", async () => {
    const before = await client.balance()
    const whole = Buffer.from(
      `<sms><source_addr>NOBODY</source_addr><message>Hello</message><recipients><recipient><dest_addr>${TO}</dest_addr></recipient></recipients></sms>`,
    )
    const mutated = fc
      .array(
        fc.record({
          at: fc.nat(whole.length),
          drop: fc.nat(12),
          put: fc.oneof(fc.uint8Array({ maxLength: 6 }), pieces),
        }),
        {
          minLength: 1,
          maxLength: 3,
        },
      )
      .map((edits) =>
        edits.reduce(
          (bytes, { at, drop, put }) => Buffer.concat([bytes.subarray(0, at), put, bytes.subarray(at + drop)]),
          whole,
        ),
      )
    const headers = { ...basic(keys), 'content-type': 'application/xml' }
    const judge = async (body: Uint8Array): Promise<void> => {
      const response = await fetch(`${server.url}/smsbox${SEND}`, { method: 'POST', headers, body: body as never })
      const text = await response.text()
      assert.equal(response.status, 400, text)
      assert.match(text, /^\{"code":1[0-9]{2},"message":"[^"]+"\}$/)
    }
    await fc.assert(fc.asyncProperty(mutated, judge), { numRuns: 1000 })
    assert.equal(await client.balance(), before)
  })
})

const pieces = fc
  .constantFrom(
    '<',
    '>',
    '/>',
    '</sms>',
    '&amp;',
    '&#0;',
    '&x;',
    '<!DOCTYPE x>',
    '<![CDATA[',
    ']]>',
    '<?x?>',
    '<recipient/>',
  )
  .map((text) => Buffer.from(text))

/** What fetch refuses to send. */
function getWithBody(
  url: string,
  headers: Record<string, string>,
  body: string,
): Promise<Pick<Answer, 'status' | 'body'>> {
  return new Promise((answered, failed) => {
    const length = { 'content-length': String(Buffer.byteLength(body)) }
    const sent = request(url, { method: 'GET', headers: { ...headers, ...length } }, async (response) => {
      let text = ''
      for await (const chunk of response) text += chunk
      answered({ status: response.statusCode as number, body: JSON.parse(text) })
    })
    sent.on('error', failed)
    sent.end(body)
  })
}
