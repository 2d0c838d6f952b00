import assert from 'node:assert/strict'
import { after, beforeEach, test } from 'node:test'
import fc from 'fast-check'
import { PERMISSIONS } from './auth.ts'
import { QuoteAnswer } from './quotes.ts'
import { QuoteBody } from './request.ts'
import { type Answer, testApp } from './testing/app.ts'
import { messageId, REQUEST_ID, storedRequest } from './testing/fake-platform.ts'

let api = testApp()
beforeEach(async () => {
  await api.app.close()
  api = testApp()
})
after(() => api.app.close())

const UG = '+256700000100'
const HI = { to: [UG], text: 'Hi' }
const says = ({ status, body }: Answer): string =>
  `${status} ${body?.error ? `${body.error.code}${body.error.details?.field ? ` ${body.error.details.field}` : ''}` : 'ok'}`

test('a request is answered with its price and what is left', async () => {
  const { status, body } = await api.call('POST', '/requests', { to: [UG, '+254712345678'], text: 'Hi' })
  assert.equal(status, 202)
  assert.deepEqual(body, {
    id: REQUEST_ID,
    created_at: '2026-03-02T09:15:30.120Z',
    sender: 'MyApp',
    message_count: 2,
    segments: 2,
    cost: '2.0022',
    balance: '97.9978',
    currency: 'KES',
    messages: [
      { id: messageId(1), to: UG, state: 'queued', encoding: 'gsm7', segments: 1, cost: '1.2022' },
      { id: messageId(2), to: '+254712345678', state: 'queued', encoding: 'gsm7', segments: 1, cost: '0.80' },
    ],
  })
})

test('each of several texts has its own encoding', async () => {
  const messages = [
    { to: UG, text: 'plain' },
    { to: UG, text: 'plain' },
    { to: UG, text: 'пароль' },
  ]
  const { body } = await api.call('POST', '/requests', { messages })
  assert.deepEqual(
    body.messages.map((message: { encoding: string }) => message.encoding),
    ['gsm7', 'ucs2'],
  )
})

test('the platform is asked for what the body says', async () => {
  const callback_url = 'https://hooks.example.com/sms'
  await api.call('POST', '/requests', {
    ...HI,
    sender: 'local',
    to: ['254712345678'],
    route: 'NJIWA_KE',
    callback_url,
    colour: 1,
  })
  const order = api.orders[0]
  assert.deepEqual(order?.draft, {
    sender: 'local',
    routeCode: 'NJIWA_KE',
    text: 'Hi',
    recipients: [{ msisdn: '254712345678', country: 'KE' }],
  })
  assert.deepEqual(order?.callback, { url: callback_url, style: 'native' })
  assert.equal(order?.dialect, 'native')
})

const SENDS: [string, unknown, string][] = [
  ['an array for a body', [], '422 field_invalid'],
  ['no fields', {}, '422 field_missing text'],
  ['a number as text', { ...HI, text: 5 }, '422 field_invalid text'],
  ['a lone number as recipients', { ...HI, to: UG }, '422 field_invalid to'],
  ['a bad recipient', { ...HI, to: ['x'] }, '422 recipient_invalid to.0'],
  [
    'a time to send at that is too far',
    { ...HI, schedule_at: '2130-01-01T00:00:00Z' },
    '422 field_invalid schedule_at',
  ],
  ['a time to send at that is past', { ...HI, schedule_at: '2020-01-01T00:00:00Z' }, '422 field_invalid schedule_at'],
  ['a time to send at without a zone', { ...HI, schedule_at: '2030-01-01T00:00:00' }, '422 field_invalid schedule_at'],
  ['no time to send at', { ...HI, schedule_at: null }, '202 ok'],
  ['a private callback', { ...HI, callback_url: 'https://10.0.0.1/' }, '422 field_invalid callback_url'],
  ['a callback that is no URL', { ...HI, callback_url: 'x' }, '422 field_invalid callback_url'],
  ['an unknown sender', { ...HI, sender: 'Nobody' }, '403 sender_id_not_approved'],
  ['a pending sender', { ...HI, sender: 'Waiting' }, '403 sender_id_not_approved'],
  ['a sender of other countries', { ...HI, sender: 'Local' }, '403 sender_id_not_for_country'],
  ['a country without a price', { ...HI, to: ['+447712345678'] }, '422 destination_not_served'],
  ['an unknown route', { ...HI, route: 'X' }, '422 destination_not_served'],
  [
    'all that a wallet cannot pay',
    { to: Array.from({ length: 90 }, (_, n) => `2567000${10_000 + n}`), text: 'Hi' },
    '402 insufficient_funds',
  ],
]
for (const [name, body, expected] of SENDS) {
  test(`a send with ${name} is ${expected}`, async () =>
    assert.equal(says(await api.call('POST', '/requests', body)), expected))
}

test('a wallet that is short is told by how much', async () => {
  api.spend(99_500_000n)
  const { body } = await api.call('POST', '/requests', HI)
  assert.equal(
    body.error.message,
    'This costs KES 1.2022 and your wallet has KES 0.50: it is KES 0.7022 short. Top it up, then send again.',
  )
  assert.deepEqual(body.error.details, { cost: '1.2022', balance: '0.50', currency: 'KES' })
})

test('a repeated key gets the first answer byte for byte and sends nothing again', async () => {
  const key = { 'idempotency-key': 'order-17' }
  const first = await api.call('POST', '/requests', HI, key)
  const second = await api.call('POST', '/requests', HI, key)
  const other = await api.call('POST', '/requests', { ...HI, text: 'Other' }, key)
  assert.equal(second.text, first.text)
  assert.equal(says(other), '422 idempotency_key_reused')
  assert.equal(api.orders.length, 1)
})

test('a key whose answer was lost is answered from what is stored', async () => {
  const key = { 'idempotency-key': 'order-18' }
  await api.call('POST', '/requests', HI, key)
  const { find } = api.platform.idempotency
  api.platform.idempotency.find = async (account, name) => {
    const row = await find(account, name)
    return row && { ...row, answer: null, status: null, created_at: new Date(0) }
  }
  Object.assign(api.stored, storedRequest(1))
  const { status, body } = await api.call('POST', '/requests', HI, key)
  assert.equal(status, 202)
  assert.equal(body.id, REQUEST_ID)
  assert.equal(api.orders.length, 1)
})

const CALLS: [string, string, string][] = [
  ['POST', '/requests', 'messages:send'],
  ['GET', '/requests', 'messages:read'],
  ['GET', `/requests/${REQUEST_ID}`, 'messages:read'],
  ['GET', '/messages', 'messages:read'],
  ['GET', `/messages/${REQUEST_ID}`, 'messages:read'],
  ['GET', '/balance', 'balance:read'],
  ['GET', '/statement', 'balance:read'],
  ['GET', '/pricing', 'balance:read'],
  ['POST', '/quotes', 'balance:read'],
  ['GET', '/sender-ids', 'account:read'],
  ['POST', '/sender-ids', 'account:write'],
  ['GET', '/credentials', 'account:write'],
  ['POST', '/credentials', 'account:write'],
  ['DELETE', `/credentials/${REQUEST_ID}`, 'account:write'],
  ['GET', '/webhooks', 'account:read'],
  ['POST', '/webhooks', 'account:write'],
  ['PATCH', `/webhooks/${REQUEST_ID}`, 'account:write'],
  ['DELETE', `/webhooks/${REQUEST_ID}`, 'account:write'],
  ['POST', `/webhooks/${REQUEST_ID}/rotate`, 'account:write'],
  ['GET', `/webhooks/${REQUEST_ID}/attempts`, 'account:read'],
  ['POST', `/webhooks/${REQUEST_ID}/test`, 'account:write'],
  ['POST', `/webhooks/${REQUEST_ID}/recover?since=2026-01-01T00:00:00Z`, 'account:write'],
  ['POST', `/webhooks/attempts/${REQUEST_ID}/retry`, 'account:write'],
]
for (const [method, path, permission] of CALLS) {
  test(`${method} ${path} needs a token with ${permission}, of an active account`, async () => {
    const rest = PERMISSIONS.filter((each) => each !== permission)
    const by = async (token: string) =>
      (await api.call(method, path, undefined, { authorization: `Bearer ${token}` })).body?.error?.code
    assert.equal(await by(api.token(rest)), 'permission_missing')
    assert.equal(await by(api.token([permission], { status: 'suspended' })), 'account_not_active')
    assert.equal(await by('nj_live_none'), 'credentials_invalid')
    assert.equal(
      (await api.call(method, path, undefined, { authorization: '', cookie: 'session=x' })).body.error.code,
      'credentials_missing',
    )
  })
}

test('a request is read with its messages by state, a page at a time', async () => {
  Object.assign(api.stored, storedRequest(3))
  const first = (await api.call('GET', `/requests/${REQUEST_ID}?limit=2`)).body
  assert.deepEqual(first.summary, {
    scheduled: 0,
    suspended: 0,
    queued: 0,
    sent: 0,
    delivered: 2,
    failed: 1,
    cancelled: 0,
  })
  assert.deepEqual([first.segments, first.cost, first.charged, first.currency], [3, '3.6066', '2.4044', 'KES'])
  const second = (await api.call('GET', `/requests/${REQUEST_ID}?limit=2&cursor=${first.next}`)).body
  const ids = [...first.messages, ...second.messages].map(({ id }: { id: string }) => id)
  assert.deepEqual(ids, [messageId(1), messageId(2), messageId(3)])
  assert.equal(second.next, null)
})

test('messages are listed the newest first, page after page, each once', async () => {
  Object.assign(api.stored, storedRequest(5))
  const seen: string[] = []
  let path = '/messages?limit=2'
  for (let pages = 0; pages < 5; pages++) {
    const { data, next } = (await api.call('GET', path)).body
    seen.push(...data.map(({ id }: { id: string }) => id))
    if (next === null) break
    path = `/messages?limit=2&cursor=${next}`
  }
  assert.deepEqual(seen, [5, 4, 3, 2, 1].map(messageId))
})

const QUERIES: [string, string][] = [
  ['/messages?limit=1', '200 ok'],
  ['/messages?limit=200', '200 ok'],
  ['/messages?limit=0', '422 field_invalid limit'],
  ['/messages?limit=201', '422 field_invalid limit'],
  ['/messages?limit=x', '422 field_invalid limit'],
  ['/messages?cursor=x', '422 field_invalid cursor'],
  ['/messages?state=gone', '422 field_invalid state'],
  ['/messages?from=yesterday', '422 field_invalid from'],
  ['/messages?from=2026-03-01T00:00:00Z&to=2026-03-02T00:00:00Z', '200 ok'],
  ['/messages?number=%2B256700000100', '200 ok'],
  ['/messages?number=+256700000100', '200 ok'],
  ['/messages?number=0700', '422 field_invalid number'],
  ['/messages?route=NJIWA_UG', '200 ok'],
  ['/messages?route=none', '200 ok'],
  ['/requests/none', '404 not_found'],
  [`/requests/${messageId(9)}`, '404 not_found'],
  ['/messages/none', '404 not_found'],
  ['/pricing?country=UG', '200 ok'],
  ['/pricing?country=ug', '200 ok'],
  ['/pricing?country=US', '404 not_found'],
  ['/pricing?country=USA', '422 field_invalid country'],
  ['/nothing', '404 path_unknown'],
]
for (const [path, expected] of QUERIES) {
  test(`GET ${path} is ${expected}`, async () => assert.equal(says(await api.call('GET', path)), expected))
}

test("a message's story has every step in order, with the carrier and the money", async () => {
  Object.assign(api.stored, storedRequest(1))
  const { body } = await api.call('GET', `/messages/${messageId(1)}`)
  assert.deepEqual(
    body.events.map(({ kind, carrier }: { kind: string; carrier: string | null }) => [kind, carrier]),
    [
      ['accepted', null],
      ['retry', 'sandbox'],
      ['sent', 'sandbox'],
      ['failed', null],
      ['released', null],
    ],
  )
  assert.deepEqual(body.events[1].detail, { status: 'ESME_RTHROTTLED', after_ms: 500 })
  assert.deepEqual(
    [body.carrier, body.route, body.route_cost, body.route_currency, body.exchange_rate, body.cost, body.charged],
    ['sandbox', 'NJIWA_UG', '35.00', 'UGX', '0.034349', '1.2022', '0.00'],
  )
})

test('a balance is what can be spent, and what that is in segments at home', async () => {
  const { body } = await api.call('GET', '/balance')
  assert.deepEqual(body, { balance: '100.00', held: '5.00', currency: 'KES', units: '125' })
})

test('prices are those of the countries that plan and routes serve', async () => {
  const { data } = (await api.call('GET', '/pricing')).body
  assert.deepEqual(
    data.map(({ country, price, price_currency, cost }: Record<string, string>) => [
      country,
      price,
      price_currency,
      cost,
    ]),
    [
      ['KE', '0.80', 'KES', '0.80'],
      ['TZ', '1.00', 'KES', '1.00'],
      ['UG', '35.00', 'UGX', '1.2022'],
    ],
  )
})

test('a quote says what forces UCS-2 and what it costs, and sends nothing', async () => {
  const { body } = await api.call('POST', '/quotes', { to: [UG, '254712345678'], text: `“${'x'.repeat(80)}` })
  assert.equal(body.encoding, 'ucs2')
  assert.deepEqual([body.segments, body.units, body.cost], [2, 81, '4.0044'])
  assert.deepEqual(body.unicode_characters, [{ index: 0, character: '“', substitute: '"' }])
  assert.deepEqual(
    body.messages.map(({ cost }: { cost: string }) => cost),
    ['2.4044', '1.60'],
  )
  assert.equal(api.orders.length, 0)
})

test("the reference's example of a quote is what its body is answered", async () => {
  const { examples: bodies } = QuoteBody as unknown as { examples: object[] }
  const { examples: answers } = QuoteAnswer as unknown as { examples: object[] }
  const { text } = await api.call('POST', '/quotes', bodies[0])
  assert.deepEqual(JSON.parse(text.replaceAll('NJIWA_UG', 'ESMS_UG')), answers[0])
})

test('a thousand malformed bodies are refused in our words, and none is our fault', async () => {
  const field = fc.constantFrom('to', 'messages', 'text', 'sender', 'route', 'callback_url', 'schedule_at', 'variables')
  const body = fc.oneof(
    fc.json(),
    fc.string(),
    fc.dictionary(field, fc.jsonValue({ maxDepth: 3 })).map((value) => JSON.stringify(value)),
    fc
      .record(
        { to: fc.array(fc.string()), text: fc.string({ unit: 'binary' }), messages: fc.jsonValue() },
        { requiredKeys: [] },
      )
      .map((value) => JSON.stringify(value)),
  )
  await fc.assert(
    fc.asyncProperty(body, fc.constantFrom('/requests', '/quotes'), async (payload, path) => {
      const { status, body } = await api.call('POST', path, payload, { 'content-type': 'application/json' })
      assert.ok(status < 500, `${status} for ${payload}`)
      if (status >= 400) assert.deepEqual(Object.keys(body), ['error'])
    }),
    { numRuns: 1000 },
  )
  assert.deepEqual(api.faults, [])
})
