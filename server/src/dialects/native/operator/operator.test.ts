import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { testAccount, testSetup, value } from '../../../../../test/harness/setup.ts'
import { countAnswers } from '../../../carriers/answers.ts'
import { credentialHolds } from '../../../core/accounts.ts'
import { createApp } from '../../../http/app.ts'
import { createLog } from '../../../log.ts'
import type { Platform } from '../../../pipeline/platform.ts'
import { verify } from '../../../pipeline/verify.ts'
import { createCredential } from '../../../setup/credentials.ts'
import { createStaffToken, type StaffRole } from '../../../setup/staff-tokens.ts'
import { credentials } from '../auth.ts'
import { errors } from '../errors.ts'
import { ErrorAnswer } from '../schema.ts'
import { operatorRoutes, staffByToken } from './index.ts'

const setup = await testSetup({ after })

const authenticate: Platform['authenticate'] = async (hash) => {
  const credential = await setup.knowledge.credential(hash)
  const account =
    credential && credentialHolds(credential, setup.clock.ms) && (await setup.knowledge.account(credential.accountId))
  return account ? { credential, account } : null
}
const sandboxInbound = async () => ({ segments: 1, command_status: 0 })
const waiting = new Map<string, number>()
const submitToCarrier = async () => ({ outcome: 'accepted' as const, status: null, remoteIds: ['77'], answeredMs: 3 })
const app = createApp({
  platform: { authenticate } as Platform,
  dialects: [
    {
      name: 'native',
      prefix: '/v1',
      errors,
      credentials,
      routes(scope) {
        scope.addSchema(ErrorAnswer)
        scope.get('/whoami', { config: { permission: null } }, ({ caller }) => ({ id: caller.account.id }))
        const status = {
          up: true,
          binds: 1,
          windowFree: 9,
          windowMax: 10,
          submitsPerSecondMax: null,
          sinceMs: 0,
          lastError: null,
          ...countAnswers().read(0),
        }
        const usage = { noteStaffUsed() {} }
        const context = {
          setup,
          usage,
          carrierStatus: () => status,
          submitToCarrier,
          waiting: () => waiting,
          verifyLedger: () => verify(setup.database),
          sandboxInbound,
        }
        operatorRoutes(scope, context, staffByToken(context))
      },
      document: { title: 't', description: 'd', securitySchemes: {} },
      callback: null,
    },
  ],
  hosts: new Map(),
  trustedProxies: [],
  log: createLog('error'),
  isUnavailable: () => false,
  ready: async () => true,
  metrics: async () => '',
})
after(() => app.close())

const tokens = new Map<StaffRole | 'customer', string>()
for (const role of ['admin', 'support', 'finance'] as const) {
  tokens.set(role, value(await createStaffToken(setup, `user:${role}`, { name: role, role })).token)
}
const second = value(await createStaffToken(setup, 'user:second', { name: 'second', role: 'finance' })).token
const customerAccount = await testAccount(setup)
const key = await createCredential(setup, 'installation', customerAccount, {
  dialect: 'native',
  name: 'k',
  permissions: [],
})
tokens.set('customer', value(key).secret)

// biome-ignore lint/suspicious/noExplicitAny: what a test reads of an answer is what it proves
type Json = any
type Answer = { status: number; body: Json }
async function call(
  token: string,
  method: string,
  path: string,
  body?: object,
  remoteAddress = '127.0.0.1',
): Promise<Answer> {
  const answer = await app.inject({
    remoteAddress,
    method: method as 'GET',
    url: `/v1${path}`,
    headers: { authorization: `Bearer ${token}` },
    ...(body && { payload: body }),
  })
  return { status: answer.statusCode, body: answer.body === '' ? null : answer.json() }
}
const as = (who: StaffRole | 'customer', method: string, path: string, body?: object): Promise<Answer> =>
  call(tokens.get(who) as string, method, path, body)

async function created(path: string, body: object): Promise<Json> {
  const answer = await as('admin', 'POST', path, body)
  assert.equal(answer.status, 201, JSON.stringify(answer.body))
  return answer.body
}

let plans = 0
async function newAccount(denomination = 'KES'): Promise<Json> {
  const plan = await created('/operator/rate-plans', {
    name: `Plan ${++plans}`,
    denomination,
    unit_currency: 'KES',
    home_country: 'KE',
    prices: [
      { country: 'KE', price: '0.80', currency: denomination },
      { country: 'UG', price: '35', currency: 'UGX' },
    ],
  })
  return created('/operator/accounts', { name: 'Duka', rate_plan_id: plan.id })
}

test('an account is set up from nothing and credited', async () => {
  const account = await newAccount()
  assert.match(account.webhook_secret, /^whsec_/)
  assert.deepEqual([account.balance, account.currency, account.status], ['0.00', 'KES', 'active'])
  const credit = { amount: '100.5', currency: 'KES', note: 'M-Pesa', reference: 'QK1' }
  const path = `/operator/accounts/${account.id}`
  const first = await created(`${path}/credits`, credit)
  assert.equal((await created(`${path}/credits`, credit)).id, first.id)
  assert.equal((await as('support', 'GET', path)).body.balance, '100.50')
  const { data } = (await as('finance', 'GET', `${path}/statement`)).body
  assert.deepEqual([data.length, data[0].kind, data[0].amount, data[0].from], [1, 'topup', '100.50', 'funding'])
})

test('a credential is shown once, works, and stops with its revocation', async () => {
  const account = await newAccount()
  const path = `/operator/accounts/${account.id}/credentials`
  const made = await created(path, { dialect: 'native', name: 'shop', permissions: ['messages:send'] })
  assert.equal((await call(made.secret, 'GET', '/whoami')).body.id, account.id)
  const listed = (await as('support', 'GET', path)).body.data
  assert.equal(listed[0].id, made.id)
  assert.ok(!JSON.stringify(listed).includes(made.secret))
  assert.equal((await as('support', 'DELETE', `${path}/${made.id}`)).status, 204)
  assert.equal((await call(made.secret, 'GET', '/whoami')).status, 401)
})

test('a sender goes through the queue, and its look-alike is pointed out there and nowhere else', async () => {
  const mine = await newAccount()
  const theirs = await newAccount()
  const own = await created(`/operator/accounts/${mine.id}/sender-ids`, { name: 'TANGAZO' })
  const approved = await as('support', 'POST', `/operator/sender-ids/${mine.id}/${own.id}/approve`, {
    countries: ['TZ', 'KE'],
  })
  assert.deepEqual([approved.status, approved.body.status, approved.body.countries], [200, 'approved', ['KE', 'TZ']])
  await created(`/operator/accounts/${theirs.id}/sender-ids`, { name: 'TANGAZ0' })
  const queue = (await as('support', 'GET', '/operator/sender-ids?status=pending')).body.data
  const alike = queue.find((row: { name: string }) => row.name === 'TANGAZ0')
  assert.deepEqual([alike.account_name, alike.finding, alike.reason], ['Duka', 'looks like TANGAZO', null])
  const rejected = await as('support', 'POST', `/operator/sender-ids/${theirs.id}/${alike.id}/reject`, {
    reason: 'Taken.',
  })
  assert.deepEqual([rejected.body.status, rejected.body.reason], ['rejected', 'Taken.'])
})

test('a protected name is approved by two people, and the queue says who was the first', async (t) => {
  t.after(() => as('admin', 'PUT', '/operator/protected-senders', { data: [] }))
  const names = { data: ['M-PESA', 'TANESCO'] }
  assert.equal((await as('support', 'PUT', '/operator/protected-senders', names)).status, 403)
  assert.deepEqual((await as('admin', 'PUT', '/operator/protected-senders', names)).body, names)
  assert.deepEqual((await as('support', 'GET', '/operator/protected-senders')).body, names)
  const account = await newAccount()
  const asked = await created(`/operator/accounts/${account.id}/sender-ids`, { name: 'MPESA' })
  assert.deepEqual([asked.protected_names, asked.first_approval], [['M-PESA'], null])
  const approve = `/operator/sender-ids/${account.id}/${asked.id}/approve`
  assert.equal((await as('support', 'POST', approve, { countries: ['KE'] })).body.status, 'pending')
  const queue = (await as('support', 'GET', '/operator/sender-ids?status=pending')).body.data
  const { first_approval } = queue.find((row: { id: string }) => row.id === asked.id)
  assert.deepEqual([first_approval.by_name, first_approval.countries], ['support', ['KE']])
  const again = await as('support', 'POST', approve, {})
  assert.deepEqual([again.status, again.body.error.code], [409, 'conflict'])
  const approved = (await as('admin', 'POST', approve, {})).body
  assert.deepEqual([approved.status, approved.countries, approved.first_approval], ['approved', ['KE'], null])
})

test('above the limit a credit waits for another person', async (t) => {
  t.after(() => as('admin', 'PUT', '/operator/credit-limits', { data: [] }))
  const limits = { data: [{ currency: 'KES', amount: '10.00' }] }
  assert.deepEqual((await as('admin', 'PUT', '/operator/credit-limits', limits)).body, limits)
  const twice = { data: [...limits.data, ...limits.data] }
  const refused = await as('admin', 'PUT', '/operator/credit-limits', twice)
  assert.deepEqual([refused.status, refused.body.error.details], [422, { field: 'data.1.currency' }])
  const { id } = await newAccount()
  const asked = await as('finance', 'POST', `/operator/accounts/${id}/credits`, {
    amount: '10.01',
    currency: 'KES',
    note: 'x',
    reference: 'r',
  })
  assert.equal(asked.body.status, 'pending')
  const pending = (await as('finance', 'GET', '/operator/credits/pending')).body.data
  assert.ok(pending.some((row: { id: string }) => row.id === asked.body.id))
  const confirm = `/operator/accounts/${id}/credits/${asked.body.id}/confirm`
  assert.equal((await as('finance', 'POST', confirm)).status, 409)
  assert.equal((await call(second, 'POST', confirm)).body.status, 'applied')
  assert.equal((await as('admin', 'GET', `/operator/accounts/${id}`)).body.balance, '10.01')
})

test('lists are paged by an opaque cursor', async () => {
  for (let i = 0; i < 3; i++) await newAccount()
  const seen: string[] = []
  let next: string | null = null
  do {
    const cursor: string = next === null ? '' : `&cursor=${next}`
    const page: Answer = await as('admin', 'GET', `/operator/accounts?limit=2${cursor}`)
    seen.push(...page.body.data.map((row: { id: string }) => row.id))
    next = page.body.next
  } while (next !== null)
  assert.equal(new Set(seen).size, seen.length)
  assert.deepEqual(seen, [...seen].sort().reverse())
  const audit: string[] = []
  do {
    const cursor: string = next === null ? '' : `&cursor=${next}`
    const page: Answer = await as('support', 'GET', `/operator/audit?limit=5${cursor}`)
    audit.push(...page.body.data.map((row: { account_id: string; seq: number }) => `${row.account_id} ${row.seq}`))
    next = page.body.next
  } while (next !== null)
  assert.equal(new Set(audit).size, audit.length)
  assert.equal((await as('admin', 'GET', '/operator/audit/verify')).body.lines, audit.length)
})

test('prices, exchange rates, routes and carriers are shown as they were set', async () => {
  const rates = { rates: [{ base: 'UGX', quote: 'KES', rate: '0.034349' }] }
  const [rate] = (await as('finance', 'PUT', '/operator/exchange-rates', rates)).body.data
  assert.deepEqual([rate.base, rate.quote, rate.rate], ['UGX', 'KES', '0.034349'])

  const carrier = await created('/operator/carriers', {
    name: 'Voda',
    config: { host: 'smsc.example.com' },
    secret: 'secret08',
  })
  assert.ok(!JSON.stringify(carrier).includes('secret08'))
  assert.deepEqual([carrier.has_secret, carrier.paused, carrier.status.window_free], [true, false, 9])
  assert.equal((await as('support', 'POST', `/operator/carriers/${carrier.id}/pause`)).body.paused, true)
  assert.equal((await as('support', 'POST', `/operator/carriers/${carrier.id}/resume`)).body.paused, false)

  const terms = {
    code: 'UG_MTN',
    name: 'MTN',
    country: 'UG',
    prefix: '25677',
    cost: '0.0123',
    carrier_ids: [carrier.id],
  }
  const route = await created('/operator/routes', terms)
  assert.deepEqual([route.cost, route.validity_seconds, route.active], ['0.0123', 86400, true])
  const changed = await as('admin', 'PATCH', `/operator/routes/${route.id}`, { active: false })
  assert.deepEqual([changed.body.active, changed.body.code, changed.body.prefix], [false, 'UG_MTN', '25677'])
})

test('people, webhooks, samples and proofs', async () => {
  const { id } = await newAccount()
  const person = { email: ' Amina@Example.com', name: 'Amina', password: 'a long sentence', role: 'owner' }
  const added = await created(`/operator/accounts/${id}/users`, person)
  assert.deepEqual([added.email, added.created], ['amina@example.com', true])
  assert.equal((await as('admin', 'POST', `/operator/accounts/${id}/users`, person)).status, 409)
  assert.equal((await as('admin', 'GET', `/operator/accounts/${id}/users`)).body.data[0].role, 'owner')

  const hook = await created(`/operator/accounts/${id}/webhooks`, { url: 'https://hooks.example.com/a' })
  assert.ok(hook.secret.endsWith(hook.secret_hint))
  const refused = await as('admin', 'POST', `/operator/accounts/${id}/webhooks`, { url: 'https://10.0.0.1/' })
  assert.deepEqual([refused.status, refused.body.error.details], [422, { field: 'url' }])

  const sender = await created(`/operator/accounts/${id}/sender-ids`, { name: 'Duka' })
  await as('admin', 'POST', `/operator/sender-ids/${id}/${sender.id}/approve`, {})
  assert.equal((await created(`/operator/accounts/${id}/sample-traffic`, { count: 20 })).messages, 20)
  assert.deepEqual((await as('finance', 'POST', '/operator/ledger/verify')).body.breaches, [])
  assert.equal((await as('admin', 'GET', '/operator/audit/verify')).body.holds, true)
})

test('what the sandbox brings is nobody’s until an account has the number, and by that carrier', async () => {
  const write = async (to: string) => {
    const inbound = { from: '255701000000', to, text: 'STOP' }
    return (await as('support', 'POST', '/operator/sandbox/inbound', inbound)).body
  }
  assert.deepEqual(await write('255701000077'), { segments: 1, assigned: false })
  const { id } = await newAccount()
  await created(`/operator/accounts/${id}/numbers`, { number: '+255701000077' })
  assert.deepEqual(await write('255701000077'), { segments: 1, assigned: true })
  const config = { host: 'smsc.example', port: 2775, systemId: 'njiwa' }
  const carrier = await created('/operator/carriers', { name: 'Other', kind: 'smpp', config })
  await created(`/operator/accounts/${id}/numbers`, { number: '255701000078', carrier_id: carrier.id })
  assert.equal((await write('255701000078')).assigned, false)
})

test('a token of staff that is revoked stops', async () => {
  const made = await created('/operator/tokens', { name: 'job', role: 'support' })
  assert.equal((await call(made.token, 'GET', '/operator/accounts')).status, 200)
  assert.equal((await as('admin', 'DELETE', `/operator/tokens/${made.id}`)).status, 204)
  assert.equal((await call(made.token, 'GET', '/operator/accounts')).status, 401)
})

test('no route of the operator is open to a customer, and none of a customer to staff', async () => {
  const unknown = await call(`nj_live_${'x'.repeat(49)}`, 'GET', '/operator/accounts')
  assert.equal(unknown.status, 401)
  const { paths } = (await app.inject('/v1/openapi.json')).json() as { paths: Record<string, Record<string, unknown>> }
  const calls = Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => ({ path, method })),
  )
  const operator = calls.filter(({ path }) => path.startsWith('/operator/'))
  assert.ok(operator.length > 40, `${operator.length} calls`)
  for (const [index, { path, method }] of operator.entries()) {
    const url = path.replaceAll(/\{\w+\}/g, customerAccount)
    // Each from an address of its own, for guesses from one are slowed.
    const answer = await call(tokens.get('customer') as string, method.toUpperCase(), url, undefined, `10.0.${index}.1`)
    assert.deepEqual(answer, unknown, `${method} ${path}`)
  }
  assert.equal((await as('admin', 'GET', '/whoami')).status, 401)
})

const roles = [
  { method: 'GET', path: '/operator/accounts', support: 200, finance: 200 },
  { method: 'POST', path: '/operator/accounts', support: 403, finance: 403 },
  { method: 'POST', path: `/operator/accounts/${customerAccount}/credits`, support: 403, finance: 400 },
  { method: 'GET', path: `/operator/accounts/${customerAccount}/credentials`, support: 200, finance: 403 },
  { method: 'PUT', path: '/operator/credit-limits', support: 403, finance: 403 },
  { method: 'PUT', path: '/operator/exchange-rates', support: 403, finance: 400 },
  { method: 'POST', path: '/operator/carriers', support: 403, finance: 403 },
  { method: 'GET', path: '/operator/tokens', support: 403, finance: 403 },
] as const
for (const { method, path, ...expected } of roles) {
  for (const role of ['support', 'finance'] as const) {
    test(`${role}: ${method} ${path.replace(customerAccount, '{id}')} is ${expected[role]}`, async () => {
      assert.equal((await as(role, method, path)).status, expected[role])
    })
  }
}

test('an account that is not there is a 404, whatever its id looks like', async () => {
  for (const id of ['0190b8f0-0000-7000-8000-000000000000', 'x', '%F0%9F%98%80']) {
    const answer = await as('admin', 'GET', `/operator/accounts/${id}`)
    assert.deepEqual([answer.status, answer.body.error.code], [404, 'not_found'])
  }
})

test('a rate plan changes by what is given; its name stays its own', async () => {
  const [one, other] = (await as('finance', 'GET', '/operator/rate-plans')).body.data
  const change = (body: object) => as('finance', 'PATCH', `/operator/rate-plans/${one.id}`, body)
  const changed = await change({ unit_price: '27.5', refund_policy: 'on_rejection' })
  const { name, unit_price, refund_policy, denomination } = changed.body
  assert.deepEqual(
    [name, unit_price, refund_policy, denomination],
    [one.name, '27.50', 'on_rejection', one.denomination],
  )
  assert.equal((await change({ name: other.name })).status, 409)
  assert.equal((await change({ unit_price: '-1' })).status, 422)
  const [line] = (await as('finance', 'GET', '/operator/audit?action=rate_plan.changed')).body.data
  assert.deepEqual([line.detail.from.refund_policy, line.detail.to.refund_policy], ['on_failure', 'on_rejection'])
})

test('a carrier shows how it answers and what waits for it, and takes a test', async () => {
  const [route] = (await as('support', 'GET', '/operator/routes')).body.data
  waiting.set(route.id, 7)
  const { data } = (await as('support', 'GET', '/operator/carriers')).body
  const first = data.find(({ id }: { id: string }) => id === route.carrier_ids[0])
  assert.deepEqual([first.waiting, first.status.window_free, first.status.answers.accepted], [7, 9, 0])
  const sent = await as('support', 'POST', `/operator/carriers/${first.id}/test`, {
    to: '+255712345678',
    wait_seconds: 0,
  })
  assert.deepEqual(sent.body, { outcome: 'accepted', status: null, answered_ms: 3, remote_ids: ['77'], receipts: [] })
  const [line] = (await as('support', 'GET', '/operator/audit?action=carrier.tested')).body.data
  assert.deepEqual(line.detail, { name: first.name, country: 'TZ' }) // and no number
  assert.equal((await as('support', 'POST', `/operator/carriers/${first.id}/test`, { to: '0712' })).status, 422)
})

test('a paused carrier is a note, and a route that has no other is wrong', async () => {
  const { data } = (await as('support', 'GET', '/operator/carriers')).body
  const sandbox = data.find(({ name }: { name: string }) => name === 'Sandbox')
  const seen = async () => {
    const { carriers, routes } = (await as('finance', 'GET', '/operator/trouble')).body
    const { checks } = (await as('finance', 'GET', '/operator/health')).body
    const check = checks.find(({ name }: { name: string }) => name === 'carrier Sandbox')
    const wrong = checks.filter(({ ok }: { ok: boolean }) => !ok).map(({ name }: { name: string }) => name)
    const states = carriers.map(({ state }: { state: string }) => state)
    return [states, routes.length > 0, check.found, check.remedy, wrong]
  }
  assert.deepEqual(await seen(), [[], false, 'is bound', null, []])
  await as('support', 'POST', `/operator/carriers/${sandbox.id}/pause`)
  assert.deepEqual(await seen(), [['paused'], true, 'is paused', 'njiwa carrier resume "Sandbox"', ['routes']])
  await as('support', 'POST', `/operator/carriers/${sandbox.id}/resume`)
})
