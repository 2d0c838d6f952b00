import assert from 'node:assert/strict'
import { after, before, suite, test } from 'node:test'
import { startServer, type TestServer } from '../../../../test/harness/server.ts'
import { type Vendors, vendorsOf } from '../../../../test/harness/vendors.ts'
import { conformance } from '../conformance.ts'
import { type Customer, customersOf, driverOf } from './conformance.ts'
import { type Answer, clientOf, idIn, TO } from './testing/client.ts'
import { shownTime } from './times.ts'

const ID = /^sms-[0-9]{14}[0-9a-f]{20}$/

suite('smsbox', { timeout: 240_000 }, () => {
  let server: TestServer
  let vendors: Vendors
  let customer: (shillings: number) => Promise<Customer>
  const ends: (() => Promise<void>)[] = []
  before(async () => {
    server = await startServer({ after: (end) => void ends.push(end) })
    vendors = vendorsOf(server)
    customer = await customersOf(vendors.setup)
  })
  after(async () => {
    await vendors.close()
    for (const end of ends) await end()
  })

  conformance('smsbox', () => driverOf(server, customer))

  suite('smsbox: its own', () => {
    let ours: Customer
    let client: ReturnType<typeof clientOf>
    before(async () => {
      ours = await customer(5000)
      client = clientOf(server, await ours.keys())
    })

    /** The code of an answer, and that nothing was taken for one that is an error. */
    const codeOf = async (answering: () => Promise<Answer>, label: string): Promise<[number, number]> => {
      const before = await client.balance()
      const { status, body } = await answering()
      if (body.code !== 200) assert.equal(await client.balance(), before, label)
      return [status, body.code]
    }

    test('a field, what it may be, and the code of what it may not', async () => {
      const to = (...recipients: unknown[]) => ({ recipients })
      const named = (name: unknown) => to({ dest_addr: TO, recipient_name: name })
      const rows: [send: Record<string, unknown>, code: number][] = [
        [{}, 200],
        [{ encoding: 0 }, 200],
        [{ encoding: '0' }, 200],
        [{ encoding: 1 }, 118],
        [{ encoding: '1' }, 118],
        [{ encoding: '' }, 118],
        [{ encoding: null }, 200], // null is as absent, here and below
        [{ encoding: false }, 118],
        [{ source_addr: 'info' }, 200],
        [{ source_addr: '255701000001' }, 200],
        [{ source_addr: '+255701000001' }, 111],
        [{ source_addr: 'BURKINA' }, 200],
        [{ source_addr: 'BURKINA', ...to({ dest_addr: '255700000021' }) }, 111],
        [{ source_addr: 'PENDING' }, 111],
        [{ source_addr: 'UNKNOWN' }, 111],
        [{ source_addr: 'TWELVECHARS1' }, 111],
        [{ source_addr: 'A_B' }, 111],
        [{ source_addr: '' }, 111],
        [{ source_addr: 255701000001 }, 111],
        [{ source_addr: undefined }, 104],
        [{ source_addr: null }, 104],
        [{ message: undefined }, 104],
        [{ source_addr: undefined, recipients: undefined }, 104],
        [{ message: undefined, recipients: [] }, 104],
        [{ recipients: undefined }, 119],
        [{ recipients: null }, 119],
        [to(), 119],
        [{ recipients: 'x' }, 113],
        [{ recipients: { dest_addr: TO } }, 113],
        [to('255700000001'), 113],
        [to(null), 113],
        [to([TO]), 113],
        [to({ recipient_name: 'Alex' }), 115],
        [to({ dest_addr: '' }), 115],
        [to({ dest_addr: null }), 115],
        [to({ dest_addr: TO }, {}), 115],
        [to({ dest_addr: '22687161524' }), 200],
        [to({ dest_addr: '255700000021' }), 200],
        [to({ dest_addr: '0700000001' }), 101],
        [to({ dest_addr: '+2268716152' }), 101],
        [to({ dest_addr: '+226871615241' }), 101],
        [to({ dest_addr: '+999700000001' }), 101],
        [to({ dest_addr: '+226 87161524' }), 101],
        [to({ dest_addr: 'abc' }), 101],
        [to({ dest_addr: 22687161524 }), 101],
        [to({ dest_addr: TO }, { dest_addr: 'abc' }), 101],
        [to({ dest_addr: '+254700000001' }), 106], // nobody has priced Kenya
        [named('Alex'), 200],
        [named(1), 200],
        [named(''), 200],
        [named('ж'), 200], // not in the text
        [named('x'.repeat(100)), 200],
        [named('😀'.repeat(100)), 200],
        [named('x'.repeat(101)), 113],
        [named(null), 200],
        [named(true), 113],
        [{ recipients: many(1000) }, 200],
        [{ recipients: many(1001) }, 114],
        [{ message: 'x'.repeat(1600) }, 200],
        [{ message: 'x'.repeat(1601) }, 109],
        [{ message: '' }, 109],
        [{ message: 7 }, 109],
        [{ message: ['x'] }, 109],
        [{ message: null }, 104],
        [{ message: null, template_id: '999' }, 123],
        [{ message: 'Ж' }, 110],
        [{ message: '€ {[~]} \f' }, 200], // the extension table is GSM 03.38 too
        [{ message: '`' }, 110],
        [{ reference_id: 'x'.repeat(64) }, 200],
        [{ reference_id: 'x'.repeat(65) }, 116],
        [{ reference_id: 481 }, 116],
        [{ reference_id: null }, 200],
        [{ reference_id: '' }, 200],
        [{ schedule_time: '' }, 200],
        [{ schedule_time: minutesAhead(1) }, 200],
        [{ schedule_time: '9999-12-31 23:59' }, 200],
        [{ schedule_time: minutesAhead(0) }, 112],
        [{ schedule_time: '2025-05-01 12:25' }, 112],
        [{ schedule_time: '2030-02-30 12:25' }, 117],
        [{ schedule_time: '2030-13-01 12:25' }, 117],
        [{ schedule_time: '2030-05-01 24:00' }, 117],
        [{ schedule_time: '2030-05-01 12:60' }, 117],
        [{ schedule_time: '2030-05-01T12:25' }, 117],
        [{ schedule_time: '2030-05-01 12:25:00' }, 117],
        [{ schedule_time: '2030-5-1 12:25' }, 117],
        [{ schedule_time: ' ' }, 117],
        [{ schedule_time: 0 }, 117],
        [{ schedule_time: null }, 200],
        [{ template_id: '999' }, 200], // its own text goes before
        [{ message: undefined, template_id: '999' }, 123],
        [{ message: '', template_id: '999' }, 123],
        [{ message: undefined, template_id: '' }, 104],
        [{ message: undefined, template_id: 'x' }, 123],
        [{ message: undefined, template_id: '0' }, 123],
        [{ message: undefined, template_id: 1.5 }, 123],
        [{ message: undefined, template_id: null }, 104],
      ]
      for (const [send, code] of rows) {
        const label = JSON.stringify(send).slice(0, 120)
        const status = code === 200 ? 200 : 400
        assert.deepEqual(await codeOf(() => client.send(send), label), [status, code], label)
      }
    })

    test('the words of a code', async () => {
      const rows: [answer: Promise<Answer>, status: number, body: unknown][] = [
        [client.send({ source_addr: 'UNKNOWN' }), 400, { code: 111, message: 'Invalid Sender Id' }],
        [client.send({ source_addr: '' }), 400, { code: 111, message: 'Invalid Sender Id' }],
        [client.send({ recipients: [] }), 400, { code: 119, message: 'Missing recipient(s) tag' }],
        [client.send({ encoding: 8 }), 400, { code: 118, message: 'Missing encoding type' }],
        [
          client.call('GET', 'change_sms_info', { headers: { authorization: 'Bearer x' } }),
          401,
          { code: 108, message: 'Invalid token' },
        ],
        [
          client.call('GET', 'change_sms_info', { headers: { authorization: 'Basic eA==' } }),
          401,
          { code: 108, message: 'Invalid token' },
        ],
        [
          client.call('GET', 'change_sms_info', { headers: { authorization: 'Basic é' } }),
          401,
          { code: 108, message: 'Invalid token' },
        ],
      ]
      for (const [answer, status, body] of rows) {
        const { status: answered, body: said, headers } = await answer
        assert.deepEqual([answered, said], [status, body])
        assert.equal(headers.get('www-authenticate'), status === 401 ? 'Basic realm="SMSBox"' : null)
      }
    })

    test('credentials in headers are as good, and Authorization goes before them', async () => {
      const { key, secret } = await ours.keys()
      const get = (headers: Record<string, string>) =>
        fetch(`${server.url}/smsbox/api/sms/v1/query_sms_balance`, { headers })
      const shown = { 'api-key': key, 'api-secret': secret }
      assert.equal((await get(shown)).status, 200)
      assert.equal((await get({ ...shown, authorization: '' })).status, 200)
      assert.equal((await get({ ...shown, authorization: 'Basic eDp5' })).status, 401)
    })

    test('a name is put in as it is, once, and each recipient pays for its own text', async () => {
      const before = await client.balance()
      const recipients = [
        { dest_addr: '+22687161524', recipient_name: 'Alex' },
        { dest_addr: '+22671625142', recipient_name: '[{RECEIVERNAME}] $& $1' },
        { dest_addr: '+22671625143', recipient_name: 'x'.repeat(100) },
        { dest_addr: '+22671625144' },
      ]
      const sent = await client.send({ message: `Dear [{RECEIVERNAME}], ${'x'.repeat(140)}`, recipients })
      assert.equal(sent.status, 200)
      assert.equal(await client.balance(), before - (1 + 2 + 2 + 1))
      const texts = (await textsOf(ours)).map((text) => text.replaceAll(/x+/g, 'x'))
      assert.deepEqual(texts, ['Dear Alex, x', 'Dear [{RECEIVERNAME}] $& $1, x', 'Dear x, x', 'Dear , x'])
    })

    test('what a text may be is judged with the name in it', async () => {
      const rows: [message: string, name: string, code: number][] = [
        ['Hello [{RECEIVERNAME}]', 'José', 200],
        ['Hello [{RECEIVERNAME}]', 'Жанна', 110],
        ['[{RECEIVERNAME}]', '', 109],
        ['[{RECEIVERNAME}]', ' ', 200],
        [`${'x'.repeat(1580)}[{RECEIVERNAME}]`, 'y'.repeat(20), 200],
        [`${'x'.repeat(1580)}[{RECEIVERNAME}]`, 'y'.repeat(21), 109],
        ['[{RECEIVERNAME}]'.repeat(100), 'y'.repeat(16), 200],
        ['[{RECEIVERNAME}]'.repeat(100), 'y'.repeat(17), 109],
        ['[{receivername}]', 'Жанна', 200],
      ]
      for (const [message, name, code] of rows) {
        const recipients = [
          { dest_addr: TO, recipient_name: 'Alex' },
          { dest_addr: TO, recipient_name: name },
        ]
        const label = `${message.slice(-30)} ${name}`
        const [, answered] = await codeOf(() => client.send({ message, recipients }), label)
        assert.equal(answered, code, label)
      }
    })

    test('the same number with the same text gets it once', async () => {
      const before = await client.balance()
      const recipients = ['Alex', 'Alex', 'Thomas'].map((recipient_name) => ({ dest_addr: TO, recipient_name }))
      const sent = await client.send({ message: 'Hello [{RECEIVERNAME}]', recipients })
      assert.equal(await client.balance(), before - 2)
      assert.equal((await client.reports(idIn(sent))).length, 2)
    })

    test('an id is the time and the request, and reports say how each recipient stands', async () => {
      const recipients = [{ dest_addr: '+22687161524' }, { dest_addr: '255700000002' }, { dest_addr: '255700000005' }]
      const id = idIn(await client.send({ recipients }))
      assert.match(id, ID)
      assert.equal(id.slice(4, 14), shownTime(new Date()).slice(0, 13).replaceAll(/[- ]/g, ''))
      const stands = async (status: string, dest_addr: string) =>
        (await client.get('delivery_reports', { request_id: id, dest_addr })).body.data.every(
          (report: { status: string }) => report.status === status,
        )
      while (!(await stands('UNDELIVERED', '255700000002')) || !(await stands('DELIVERED', TO)));
      const report = (dest_addr: string, status: string) => ({ dest_addr, status, request_id: id })
      const expected = [
        report('+22687161524', 'DELIVERED'),
        report('+255700000002', 'UNDELIVERED'),
        report('+255700000005', 'PENDING'),
      ]
      assert.deepEqual((await client.get('delivery_reports', { request_id: id })).body, {
        status: true,
        code: 200,
        message: 'Operation processed successfully',
        data: expected,
      })
      const rows: [query: string, status: number, code: number, data: unknown][] = [
        [`request_id=${id}&dest_addr=+255700000002`, 200, 200, [expected[1]]], // a plus that the query makes a blank
        [`request_id=${id}&dest_addr=%2B255700000002`, 200, 200, [expected[1]]],
        [`request_id=${id}&dest_addr=255700000002`, 200, 200, [expected[1]]],
        [`request_id=${id}&dest_addr=`, 200, 200, expected],
        [`request_id=${id}&dest_addr=255700000009`, 200, 200, []],
        [`request_id=${id}&dest_addr=0700000002`, 400, 101, undefined],
        [`request_id=${id}&dest_addr=${TO}&dest_addr=${TO}`, 400, 101, undefined],
        [`request_id=${id}&request_id=${id}`, 200, 403, undefined],
        [`request_id=${id.toUpperCase()}`, 200, 403, undefined],
        ['request_id=', 400, 104, undefined],
        ['', 400, 104, undefined],
      ]
      for (const [query, status, code, data] of rows) {
        const { status: answered, body } = await client.call('GET', `delivery_reports?${query}`)
        assert.deepEqual([answered, body.code, body.data], [status, code, data], query)
      }
    })

    test('XML says what JSON says', async () => {
      const send = (inside: string) => client.call('POST', 'send_sms', { xml: `<sms>${inside}</sms>` })
      const sender = '<source_addr>INFO</source_addr>'
      const one = `<recipients><recipient><dest_addr>${TO}</dest_addr></recipient></recipients>`
      const rows: [inside: string, code: number][] = [
        [`${sender}<message>Hello</message>${one}`, 200],
        [`<source_addr>\n INFO\n</source_addr><message>Hello</message>${one}<unknown a="1"><b/><b/></unknown>`, 200],
        [`${sender}<schedule_time/><encoding>0</encoding><message><![CDATA[<&>]]></message>${one}`, 200],
        [`${sender}<encoding>1</encoding><message>Hello</message>${one}`, 118],
        [`${sender}<schedule_time>x</schedule_time><message>Hello</message>${one}`, 117],
        [`${sender}<message/>${one}`, 109],
        [`${sender}<message><b>Hello</b></message>${one}`, 109],
        [`${sender}<message>&#1078;</message>${one}`, 110],
        [`${sender}${one}`, 104],
        [`${sender}<message>Hello</message>`, 119],
        [`${sender}<message>Hello</message><recipients/>`, 119],
        [`${sender}<message>Hello</message><recipients><recipient/></recipients>`, 115],
        [
          `${sender}<message>Hello</message><recipients>${`<recipient><dest_addr>${TO}</dest_addr></recipient>`.repeat(1001)}</recipients>`,
          114,
        ],
        [`${sender}<message>Hello</message><message>Bye</message>${one}`, 113],
        [`${sender}<message>Hello${one}`, 113],
        [`${sender}<message>&unknown;</message>${one}`, 113],
      ]
      for (const [inside, code] of rows) {
        const { status, body } = await send(inside)
        assert.deepEqual([status, body.code], [code === 200 ? 200 : 400, code], inside.slice(0, 150))
      }
      const whole = `<sms>${sender}<message>Hello</message>${one}</sms>`
      const bodies: [xml: string, code: number][] = [
        [`<?xml version="1.0" encoding="UTF-8"?>\n${whole}`, 200],
        [`<!DOCTYPE sms>${whole}`, 113],
        [whole.replaceAll('sms>', 'message>'), 113],
        [`${whole}${whole}`, 113],
        ['', 113],
      ]
      for (const [xml, code] of bodies) {
        assert.equal((await client.call('POST', 'send_sms', { xml })).body.code, code, xml.slice(0, 60))
      }
    })

    test('an answer is XML where that is asked for, an error too', async () => {
      const xml = { headers: { accept: 'application/xml' } }
      const sent = await client.call('POST', 'send_sms', {
        xml: `<sms><source_addr>INFO</source_addr><message>Hello</message><recipients><recipient><dest_addr>${TO}</dest_addr></recipient></recipients></sms>`,
        ...xml,
      })
      const head = '<\\?xml version="1.0" encoding="UTF-8"\\?>\\n<response>'
      assert.match(
        sent.text,
        new RegExp(
          `^${head}<status>true</status><code>200</code><message>Message Scheduled Successfully</message><data>message_id:sms-[0-9a-f]{34}</data></response>$`,
        ),
      )
      const rows: [method: string, path: string, options: object, status: number, inside: string][] = [
        ['GET', 'query_sms_balance', {}, 200, '<data><item><balance_money>[0-9]+</balance_money></item></data>'],
        [
          'GET',
          'query_sms_balance',
          { authorization: '' },
          400,
          '<error>No authorization headers</error><code>107</code>',
        ],
        ['POST', 'query_sms_balance', {}, 405, '<code>405</code>'],
        ['GET', 'nothing', {}, 404, '<code>404</code>'],
        ['GET', 'change_sms_info?message_id=<x>%26', {}, 200, '<message>Message &lt;x&gt;&amp; not found</message>'],
      ]
      for (const [method, path, headers, status, inside] of rows) {
        const answer = await client.call(method, path, { headers: { ...xml.headers, ...headers } })
        assert.equal(answer.status, status, path)
        assert.equal(answer.headers.get('content-type'), 'application/xml; charset=utf-8', path)
        assert.match(answer.text, new RegExp(`^${head}.*${inside}.*</response>$`), path)
      }
      const key = { 'idempotency-key': `xml-${Date.now()}` }
      const json = { source_addr: 'INFO', message: 'Hello', recipients: [{ dest_addr: TO }] }
      const first = await client.call('POST', 'send_sms', { json, headers: { ...key, ...xml.headers } })
      const again = await client.call('POST', 'send_sms', { json, headers: { ...key, ...xml.headers } })
      assert.equal(again.text, first.text)
      const asJson = await client.call('POST', 'send_sms', { json, headers: key })
      assert.ok(first.text.includes(asJson.body.data))
    })

    test('sender names: requested, found, and refused inside data', async () => {
      const sample_content = 'Your order is ready for collection.'
      const rows: [body: object, status: number, code: number][] = [
        [{ senderid: 'Duka 24-7.x', sample_content }, 200, 200],
        [{ senderid: 'duka 24-7.X', sample_content }, 409, 122],
        [{ senderid: 'TWELVECHARS1', sample_content }, 409, 121],
        [{ senderid: 'A_B', sample_content }, 409, 121],
        [{ senderid: '', sample_content }, 409, 121],
        [{ senderid: 7, sample_content }, 409, 121],
        [{ senderid: '255701000002', sample_content }, 409, 121],
        [{ senderid: 'SHOP1', sample_content: 'x'.repeat(14) }, 409, 124],
        [{ senderid: 'SHOP1', sample_content: 'x'.repeat(171) }, 409, 124],
        [{ senderid: 'SHOP1', sample_content: 7 }, 409, 124],
        [{ senderid: 'SHOP1', sample_content: 'x'.repeat(15) }, 200, 200],
        [{ senderid: 'SHOP2', sample_content: 'x'.repeat(170) }, 200, 200],
        [{ senderid: 'SHOP3' }, 400, 104],
        [{ sample_content }, 400, 104],
      ]
      for (const [json, status, code] of rows) {
        const answer = await client.call('POST', 'request_sender_name', { json })
        const said = answer.body.data?.code ?? answer.body.code
        assert.deepEqual([answer.status, said], [status, code], JSON.stringify(json))
      }
      const xml = `<sender><senderid>SHOP4</senderid><sample_content>${sample_content}</sample_content></sender>`
      const made = await client.call('POST', 'request_sender_name', { xml })
      const number = /^SenderID ([0-9]+) created Successfully$/.exec(made.body.message)?.[1]
      assert.deepEqual({ ...made.body, message: '' }, { status: true, code: 200, message: '', data: '[]' })

      const names = async (query: Record<string, string>) =>
        (await client.get('query_sender_names', query)).body.data.map(
          (row: { sending_name: string }) => row.sending_name,
        )
      assert.deepEqual(await names({}), [
        'SHOP4',
        'SHOP2',
        'SHOP1',
        'Duka 24-7.x',
        'BURKINA',
        '255701000001',
        'INFO',
        'PENDING',
      ])
      assert.deepEqual(await names({ status: 'approved' }), ['BURKINA', '255701000001', 'INFO'])
      assert.deepEqual(await names({ status: '', q: 'duka' }), ['Duka 24-7.x'])
      assert.deepEqual(await names({ q: 'COLLECTION' }), ['SHOP4', 'Duka 24-7.x'], 'in the sample content')
      assert.deepEqual(await names({ q: 'shop', status: 'approved' }), [])
      const { body } = await client.get('query_sender_names', { q: 'shop4' })
      assert.equal(body.message, 'Message Scheduled Successfully')
      assert.deepEqual(
        { ...body.data[0], created: '' },
        { id: number, sending_name: 'SHOP4', status: 'pending', created: '' },
      )
      assert.match(body.data[0].created, /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/)
      assert.deepEqual((await client.get('query_sender_names', { status: 'active' })).body.code, 113)
    })

    test('a caller past its limit waits', async () => {
      const limited = clientOf(server, await ours.keys({ requestsPerMinute: 1 }))
      assert.equal((await limited.send()).status, 200)
      const { status, headers, body } = await limited.send()
      assert.deepEqual([status, headers.get('retry-after'), body.code], [429, '60', 429])
    })

    const textsOf = async ({ accountId }: Customer): Promise<string[]> => {
      const rows = await vendors.setup.database.transaction([accountId], (tx) =>
        tx.run<{ text: string }>(
          {
            name: 'test_texts',
            text: `select coalesce(m.text, q.text) as text from messages m join requests q on q.id = m.request_id
              where m.account_id = $1 and q.id = (select max(id::text)::uuid from requests where account_id = $1) order by m.id`,
          },
          [accountId],
        ),
      )
      return rows.map(({ text }) => text)
    }
  })
})

/** Distinct numbers. */
function many(count: number): { dest_addr: string }[] {
  return Array.from({ length: count }, (_, index) => ({ dest_addr: `2557123${String(index).padStart(4, '0')}9` }))
}

function minutesAhead(minutes: number): string {
  return shownTime(new Date(Date.now() + minutes * 60_000)).slice(0, 16)
}
