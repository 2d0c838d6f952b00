// What each command asks of the server, what it prints of the answer, and how it ends.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Answers, fakeApi, njiwa, refusal } from './fixtures/fake-api.ts'

const ID = '0199d4c2-7a41-7c1e-9b5d-2f8f0a6f3c11'
const account = {
  id: ID,
  name: 'Duka',
  status: 'active',
  rate_plan: 'Standard',
  default_sender: 'DUKA',
  requests_per_minute: 600,
  balance: '998',
  held: '2',
  currency: 'units',
  created_at: '2030-03-01T12:00:00.000Z',
}
const plan = { id: 'p1', name: 'Standard', denomination: 'units', prices: [] }
const carrier = { id: 'c1', name: 'Vodacom', kind: 'smpp', config: { host: 'smsc.example', port: 2775 }, paused: false }
const up = { up: true, last_error: null }
const named = { 'GET /v1/operator/accounts?name=duka&limit=200': { body: { data: [account], next: null } } }
const of = `/v1/operator/accounts/${ID}`
const list = (...data: object[]) => ({ body: { data, next: null } })

interface Row {
  args: string
  answers: Answers
  /** The last call; of it the body. */
  asks?: string
  body?: object
  says?: RegExp
  code?: number
  err?: RegExp
}

const rows: Row[] = [
  {
    args: 'account list --status active',
    answers: { 'GET /v1/operator/accounts?status=active&limit=100': list(account) },
    says: /^ID .+BALANCE\n0199.+ Duka {2}active .+998 units\n$/,
  },
  { args: 'account list', answers: { 'GET /v1/operator/accounts': list() }, says: /^There is none\.\n$/ },
  {
    args: 'account create Duka --plan standard --sender DUKA',
    answers: { 'GET /v1/operator/rate-plans': list(plan), 'POST /v1/operator/accounts': { body: account } },
    asks: 'POST /v1/operator/accounts',
    body: { name: 'Duka', rate_plan_id: 'p1', default_sender: 'DUKA' },
    says: /balance +998 units\nheld +2 units/,
  },
  {
    args: 'account create Duka --plan gold',
    answers: { 'GET /v1/operator/rate-plans': list(plan) },
    code: 1,
    err: /^njiwa: There is no rate plan "gold": see njiwa rate plans\n$/,
  },
  { args: 'account create Duka', answers: {}, code: 2, err: /required option '--plan <name>' not specified/ },
  { args: `account show ${ID}`, answers: { [`GET ${of}`]: { body: account } }, says: /name +Duka\n/ },
  {
    args: 'account show duka',
    answers: { 'GET /v1/operator/accounts': list(account, { ...account, id: 'another' }) },
    code: 1,
    err: /Several accounts are named "duka"/,
  },
  {
    args: 'account suspend duka',
    answers: { ...named, [`PATCH ${of}`]: { body: { ...account, status: 'suspended' } } },
    asks: `PATCH ${of}`,
    body: { status: 'suspended' },
    says: /status +suspended\n/,
  },
  {
    args: 'account credit duka 12.50 --reference QK71',
    answers: {
      ...named,
      [`POST ${of}/credits`]: { body: { id: 'x', amount: '12', currency: 'units', status: 'applied' } },
    },
    asks: `POST ${of}/credits`,
    body: { kind: 'topup', amount: '12.50', currency: 'units', note: 'credited by the operator', reference: 'QK71' },
    says: /^12 units booked\.\n$/,
  },
  {
    args: 'wallet credit duka --adjust --note wrong --reference r -- -2',
    answers: {
      ...named,
      [`POST ${of}/credits`]: { body: { id: 'x', amount: '-2', currency: 'units', status: 'pending' } },
    },
    asks: `POST ${of}/credits`,
    body: { kind: 'adjustment', amount: '-2', currency: 'units', note: 'wrong', reference: 'r' },
    says: /^-2 units is above the limit of one person: credit x waits for a second one/,
  },
  { args: 'wallet credit duka 1,000', answers: named, code: 2, err: /An amount is written 1000 or 12.50/ },
  { args: 'wallet show duka', answers: named, says: /^balance +998 units\nheld +2 units\n$/ },
  {
    args: 'wallet statement duka --limit 1',
    answers: {
      ...named,
      [`GET ${of}/statement?limit=1`]: list({
        at: '2030-03-01T12:00:00.000Z',
        kind: 'topup',
        amount: '12',
        currency: 'units',
        from: 'funding',
        to: 'available',
        note: null,
      }),
    },
    says: /2030-03-01T12:00:00.000Z {2}topup {2}12 units {2}funding {2}available {2}-\n$/,
  },
  {
    args: 'credential create duka --dialect megasms --permissions messages:send,balance:read --expires-at 2031-01-01T00:00:00Z',
    answers: {
      ...named,
      [`POST ${of}/credentials`]: { body: { id: 'k1', public_id: 'ms_live_3kQz', secret: 'ms_live_s' } },
    },
    asks: `POST ${of}/credentials`,
    body: {
      dialect: 'megasms',
      name: 'made by the operator',
      permissions: ['messages:send', 'balance:read'],
      expires_at: '2031-01-01T00:00:00Z',
    },
    says: /secret +ms_live_s\n.+shown this once/,
  },
  {
    args: 'credential revoke duka k1',
    answers: { ...named, [`DELETE ${of}/credentials/k1`]: { body: {} } },
    asks: `DELETE ${of}/credentials/k1`,
    says: /^Revoked/,
  },
  {
    args: 'sender list --status pending',
    answers: {
      'GET /v1/operator/sender-ids?status=pending&limit=100': list({
        id: 's1',
        account_name: 'Duka',
        name: 'TANESC0',
        status: 'pending',
        countries: null,
        finding: 'looks like TANESCO',
      }),
    },
    says: /s1 {2}Duka +TANESC0 .+looks like TANESCO/,
  },
  {
    args: 'sender approve duka s1 --countries TZ,KE',
    answers: {
      ...named,
      [`POST /v1/operator/sender-ids/${ID}/s1/approve`]: { body: { id: 's1', countries: ['KE', 'TZ'] } },
    },
    asks: `POST /v1/operator/sender-ids/${ID}/s1/approve`,
    body: { countries: ['TZ', 'KE'] },
    says: /countries +KE TZ\n/,
  },
  {
    args: 'sender approve duka s1',
    answers: {
      ...named,
      [`POST /v1/operator/sender-ids/${ID}/s1/approve`]: {
        body: { id: 's1', first_approval: { by: 'user:u1', by_name: 'Neema', countries: ['TZ'] } },
      },
    },
    asks: `POST /v1/operator/sender-ids/${ID}/s1/approve`,
    body: {},
    says: /waits for +a second person: Neema approved it for TZ\n/,
  },
  { args: 'sender reject duka s1', answers: named, code: 2, err: /required option '--reason <text>'/ },
  {
    args: 'rate prices standard --country UG --price 2',
    answers: {
      'GET /v1/operator/rate-plans?limit=200': list(plan),
      'GET /v1/operator/rate-plans/p1': { body: plan },
      'PUT /v1/operator/rate-plans/p1/prices': {
        body: { ...plan, prices: [{ country: 'UG', prefix: '', price: '2', currency: 'units', effective_at: 'now' }] },
      },
    },
    asks: 'PUT /v1/operator/rate-plans/p1/prices',
    body: { prices: [{ country: 'UG', prefix: '', price: '2', currency: 'units' }] },
    says: /UG +- +2 units {2}now\n$/,
  },
  { args: 'rate prices standard --country UG', answers: {}, code: 2, err: /needs both --country and --price/ },
  {
    args: 'rate exchange --set UGX/KES=0.034349',
    answers: {
      'PUT /v1/operator/exchange-rates': list({ base: 'UGX', quote: 'KES', rate: '0.034349', effective_at: 'now' }),
    },
    asks: 'PUT /v1/operator/exchange-rates',
    body: { rates: [{ base: 'UGX', quote: 'KES', rate: '0.034349' }] },
    says: /UGX {3}0.034349 {2}KES {2}now\n$/,
  },
  { args: 'rate exchange --set UGX=1', answers: {}, code: 2, err: /as in UGX\/KES=0\.034349/ },
  {
    args: 'route create UG_MTN --country UG --prefix 25677 --carriers vodacom',
    answers: {
      'GET /v1/operator/carriers': list({ ...carrier, status: up }),
      'POST /v1/operator/routes': { body: { id: 'r1', code: 'UG_MTN', cost: '0.00', cost_currency: 'USD' } },
    },
    asks: 'POST /v1/operator/routes',
    body: { code: 'UG_MTN', name: 'UG_MTN', country: 'UG', prefix: '25677', carrier_ids: ['c1'] },
    says: /code +UG_MTN\n/,
  },
  {
    args: 'route set UG_MTN --no-active',
    answers: {
      'GET /v1/operator/routes': list({ id: 'r1', code: 'UG_MTN' }),
      'PATCH /v1/operator/routes/r1': { body: { id: 'r1', code: 'UG_MTN', active: false } },
    },
    asks: 'PATCH /v1/operator/routes/r1',
    body: { active: false },
    says: /active +no\n/,
  },
  {
    args: 'route set XX --no-active',
    answers: { 'GET /v1/operator/routes': list() },
    code: 1,
    err: /There is no route XX/,
  },
  {
    args: 'carrier list',
    answers: { 'GET /v1/operator/carriers': list({ ...carrier, status: { up: false, last_error: 'ECONNREFUSED' } }) },
    says: /Vodacom {2}smpp {2}smsc.example:2775 {2}down\n$/,
  },
  {
    args: 'carrier pause VODACOM',
    answers: {
      'GET /v1/operator/carriers': list({ ...carrier, status: up }),
      'POST /v1/operator/carriers/c1/pause': { body: { ...carrier, paused: true } },
    },
    asks: 'POST /v1/operator/carriers/c1/pause',
    says: /^Vodacom is given no more messages\.\n$/,
  },
  {
    args: 'carrier test vodacom +255712345678 --wait 5',
    answers: {
      'GET /v1/operator/carriers': list({ ...carrier, status: up }),
      'POST /v1/operator/carriers/c1/test': {
        body: {
          outcome: 'accepted',
          status: null,
          answered_ms: 12,
          remote_ids: ['5f3a'],
          receipts: [{ stat: 'DELIVRD', error: null, outcome: 'delivered', at: '2030-03-01T12:00:00Z' }],
        },
      },
    },
    asks: 'POST /v1/operator/carriers/c1/test',
    body: { to: '+255712345678', sender: 'Test', wait_seconds: 5 },
    says: /^Taken after 12 ms as 5f3a\.\nReceipt: DELIVRD\.\n$/,
  },
  {
    args: 'carrier test vodacom +255712345678',
    answers: {
      'GET /v1/operator/carriers': list({ ...carrier, status: up }),
      'POST /v1/operator/carriers/c1/test': {
        body: { outcome: 'rejected', status: 'ESME_RINVDSTADR', answered_ms: 9, remote_ids: [], receipts: [] },
      },
    },
    code: 1,
    says: /^Refused \(ESME_RINVDSTADR\)\.\n$/,
    err: /vodacom did not take the message/,
  },
  {
    args: 'carrier create Vodacom --host smsc.example --port 2775 --system-id njiwa --config {"window":50}',
    answers: { 'POST /v1/operator/carriers': { body: carrier } },
    asks: 'POST /v1/operator/carriers',
    body: {
      name: 'Vodacom',
      kind: 'smpp',
      config: { window: 50, host: 'smsc.example', port: 2775, systemId: 'njiwa' },
    },
    says: /address +smsc.example:2775\n/,
  },
  { args: 'carrier create V --host h --port 65536 --system-id n', answers: {}, code: 2, err: /from 1 to 65535/ },
  {
    args: 'ledger verify',
    answers: {
      'POST /v1/operator/ledger/verify': {
        body: { holds: true, checked: [{ invariant: 'I1', says: 'so' }], breaches: [] },
      },
    },
    says: /^✓ I1 so\n$/,
  },
  {
    args: 'ledger verify',
    answers: {
      'POST /v1/operator/ledger/verify': {
        body: {
          holds: false,
          checked: [
            { invariant: 'I1', says: 'so' },
            { invariant: 'I2', says: 'and so' },
          ],
          breaches: [{ invariant: 'I2', says: 'and so', rows: [{ account_id: ID, held: '3', book_held: null }] }],
        },
      },
    },
    says: /^✓ I1 so\n✗ I2 and so\n {4}account_id +held {2}book_held\n {4}0199.+ {5}3 {2}-\n$/,
    code: 1,
    err: /^njiwa: 1 of 2 invariants are broken, as shown above\n$/,
  },
  {
    args: 'audit verify',
    answers: { 'GET /v1/operator/audit/verify': { body: { holds: true, chains: 2, lines: 9, breaks: [] } } },
    says: /^✓ 9 lines in 2 chains/,
  },
  {
    args: 'audit verify',
    answers: {
      'GET /v1/operator/audit/verify': {
        body: { holds: false, chains: 2, lines: 9, breaks: [{ account_id: null, seq: 4, reason: 'changed' }] },
      },
    },
    says: /^✗ installation: line 4 is changed\n$/,
    code: 1,
    err: /1 of 2 chains are broken/,
  },
  {
    args: 'inbound --from 255701000000 --to 255701000001 --text STOP',
    answers: { 'POST /v1/operator/sandbox/inbound': { body: { segments: 1, assigned: true } } },
    asks: 'POST /v1/operator/sandbox/inbound',
    body: { from: '255701000000', to: '255701000001', text: 'STOP' },
    says: /^The sandbox carrier delivered it to 255701000001\.\n$/,
  },
  {
    args: 'inbound --from 255701000000 --to 255701000009 --text STOP',
    answers: { 'POST /v1/operator/sandbox/inbound': { body: { segments: 1, assigned: false } } },
    code: 1,
    err: /^njiwa: nobody reads it: by the sandbox carrier 255701000009 is no account's number\. Assign it/,
  },
  {
    args: 'inbound --from 255701000000 --to 1 --text STOP',
    answers: {
      'POST /v1/operator/sandbox/inbound': refusal(422, 'field_invalid', 'to is not written as it should be.'),
    },
    code: 1,
    err: /^njiwa: to is not written as it should be\.\n$/,
  },
  { args: 'send --to 255712345678', answers: {}, code: 2, err: /Whose message\? Give --account/ },
  { args: 'acount list', answers: {}, code: 2, err: /^njiwa: unknown command 'acount'\n\(Did you mean account\?\)/ },
  { args: 'account list --limit 0', answers: {}, code: 2, err: /a whole number from 1 to/ },
  { args: '--help', answers: {}, says: /Usage: njiwa/ },
]

for (const { args, answers, asks, body, says = /^$/, code = 0, err = /^$/ } of rows) {
  test(`njiwa ${args}${code === 0 ? '' : ` ends with ${code}: ${err.source}`}`, async (t) => {
    const server = await fakeApi(t, answers)
    const ended = await server.njiwa(args.split(' '))
    assert.match(ended.err, err)
    assert.match(ended.out, says)
    assert.equal(ended.code, code)
    if (asks !== undefined) assert.equal(server.calls.at(-1)?.call, asks)
    if (body !== undefined) assert.deepEqual(server.calls.at(-1)?.body, body)
  })
}

test('--json prints the answer as it is, wherever it stands', async (t) => {
  const server = await fakeApi(t, { 'GET /v1/operator/accounts': list(account) })
  for (const args of [
    ['--json', 'account', 'list'],
    ['account', 'list', '--json'],
  ]) {
    assert.deepEqual(JSON.parse((await server.njiwa(args)).out), [account])
  }
})

test('a token of the moment is taken back when its message is shown, and when it is not found', async (t) => {
  const path = `${of}/credentials`
  const server = await fakeApi(t, {
    ...named,
    [`POST ${path}`]: { body: { id: 'k1', secret: 'njo_test' } },
    [`DELETE ${path}/k1`]: { body: {} },
    'GET /v1/messages/m1': refusal(404, 'not_found', 'Your account has nothing with this id.'),
  })
  const ended = await server.njiwa(['message', 'show', 'm1', '--account', 'duka'])
  assert.deepEqual(ended, { code: 1, out: '', err: 'njiwa: Your account has nothing with this id.\n' })
  assert.deepEqual(
    server.calls.map(({ call }) => call.split('?')[0]),
    ['GET /v1/operator/accounts', `POST ${path}`, 'GET /v1/messages/m1', `DELETE ${path}/k1`],
  )
})

test('doctor without a server says to start one, and ends with 1', async () => {
  const ended = await njiwa(['doctor'], { NJIWA_URL: 'http://127.0.0.2:9', NJIWA_DATA_DIR: '/nowhere' })
  assert.match(ended.out, /✗ server: nobody answers at http:\/\/127\.0\.0\.2:9\n {4}start it with npm start/)
  assert.match(ended.err, /^njiwa: 3 things are wrong, as shown above\n$/)
  assert.equal(ended.code, 1)
})
