// MsGine, as the suite of all dialects needs to know it: who its callers are, and its words for each refusal.
import type { TestServer } from '../../../../test/harness/server.ts'
import { value } from '../../../../test/harness/setup.ts'
import { newToken } from '../../secrets.ts'
import { changeAccountSettings, createAccount, getAccount } from '../../setup/accounts.ts'
import { type CredentialInput, createCredential, revokeCredential } from '../../setup/credentials.ts'
import { creditAccount } from '../../setup/credits.ts'
import { createRatePlan } from '../../setup/rate-plans.ts'
import { approveSender, requestSender } from '../../setup/sender-ids.ts'
import type { Setup } from '../../setup/setup.ts'
import type { Driver } from '../conformance.ts'

export const MESSAGES = '/api/v1/messages'
export const SEND = `${MESSAGES}/sms`
export const NUMBER = '+14155552671'

export const bearer = (token: string) => ({ authorization: `Bearer ${token}` })
export const says = (code: string) =>
  new RegExp(`^\\{"error":\\{"code":"${code}","message":"[^"].*\\},"meta":\\{"requestId":"[0-9a-f-]{36}"\\}\\}$`)

const OPERATOR = 'staff-token:test'
const PERMISSIONS = ['messages:send', 'messages:read']
const MICRO = 1_000_000
const PRICES = { UG: 0.05, US: 0.01, GB: 0.04, GG: 0.04 }

export type Customer = {
  accountId: string
  webhookSecret: string
  token(change?: Partial<CredentialInput>): Promise<string>
  revokedToken(): Promise<string>
  /** What is free, in dollars. */
  balance(): Promise<number>
  suspend(): Promise<void>
}

/**
 * Makes accounts with dollars: their default sender is MyApp; UGANDA is approved for that country alone, PENDING not at all.
 */
export async function customersOf(setup: Setup): Promise<(dollars: number) => Promise<Customer>> {
  const plan = await createRatePlan(setup, OPERATOR, {
    name: 'MsGine',
    denomination: 'USD',
    unitPrice: 50_000n,
    unitCurrency: 'USD',
    homeCountry: 'UG',
    refundPolicy: 'on_rejection',
    prices: Object.entries(PRICES).map(([country, price]) => {
      return { country, prefix: '', price: BigInt(price * MICRO), currency: 'USD', effectiveAtMs: null }
    }),
  })
  const ratePlanId = value(plan).plan.id
  let made = 0

  return async (dollars) => {
    const input = { name: `customer ${++made}`, ratePlanId, defaultSender: 'MyApp' }
    const { account, webhookSecret } = value(await createAccount(setup, OPERATOR, input))
    const { id } = account
    if (dollars > 0) {
      const amount = BigInt(dollars * MICRO)
      const credit = { kind: 'topup', currency: 'USD', amount, note: 'test', reference: `test ${made}` } as const
      value(await creditAccount(setup, OPERATOR, id, credit))
    }
    value(await requestSender(setup, OPERATOR, id, { name: 'PENDING' }))
    for (const [name, countries] of [
      ['MyApp', null],
      [NUMBER, null],
      ['UGANDA', ['UG']],
    ] as const) {
      const sender = value(await requestSender(setup, OPERATOR, id, { name }))
      value(await approveSender(setup, OPERATOR, id, sender.id, countries))
    }
    const credential = async (change: Partial<CredentialInput> = {}) => {
      const input = { dialect: 'msgine', name: 'test', permissions: PERMISSIONS, ...change }
      return value(await createCredential(setup, OPERATOR, id, input))
    }
    return {
      accountId: id,
      webhookSecret,
      token: async (change) => (await credential(change)).secret,
      async revokedToken() {
        const { credential: row, secret } = await credential()
        value(await revokeCredential(setup, OPERATOR, id, row.id))
        return secret
      },
      async balance() {
        const { balance, held } = value(await getAccount(setup, id))
        return Number(balance - held) / MICRO
      },
      async suspend() {
        value(await changeAccountSettings(setup, OPERATOR, id, { status: 'suspended' }))
      },
    }
  }
}

export async function driverOf(server: TestServer, customer: (dollars: number) => Promise<Customer>): Promise<Driver> {
  const [funded, other, empty, suspended] = [
    await customer(50),
    await customer(50),
    await customer(0),
    await customer(1),
  ]
  const owners = new Map<string | undefined, Customer>()
  const shown = async (owner: Customer) => {
    const headers = bearer(await owner.token())
    owners.set(headers.authorization, owner)
    return headers
  }
  const suspendedToken = await suspended.token()
  await suspended.suspend()
  const call = (method: string, token: string, path: string) => {
    return { method, path, headers: bearer(token), ...(method === 'POST' && { body: '{' }) }
  }
  const may = (permission: string) => funded.token({ permissions: [permission] })
  const forbidden = { status: 403, says: says('forbidden') }
  return {
    baseUrl: `${server.url}/msgine`,
    credentials: {
      funded: await shown(funded),
      other: await shown(other),
      empty: await shown(empty),
      unknown: {
        unknown: bearer(newToken('mg_live_')),
        'not one of ours': bearer('YOUR_API_TOKEN'),
        'not one of ours, without a scheme': { authorization: 'YOUR_API_TOKEN' },
        'not one of ours, as a key': { 'x-api-key': 'YOUR_API_TOKEN' },
        revoked: bearer(await funded.revokedToken()),
        expired: bearer(await funded.token({ expiresAtMs: Date.now() - 1 })),
        'of another dialect': bearer(await funded.token({ dialect: 'native' })),
        'from elsewhere': bearer(await funded.token({ allowedIps: ['203.0.113.0/24'] })),
        'of another scheme': { authorization: `Basic ${await funded.token()}` },
        'a scheme alone': { authorization: 'Bearer' },
      },
    },
    forbidden: {
      'no permission to send': { call: call('POST', await may('messages:read'), SEND), ...forbidden },
      'no permission to read': { call: call('GET', await may('messages:send'), `${MESSAGES}/x`), ...forbidden },
      'no permission to list': { call: call('GET', await may('messages:send'), MESSAGES), ...forbidden },
      'account suspended': { call: call('POST', suspendedToken, SEND), ...forbidden },
      'account suspended, reading': { call: call('GET', suspendedToken, `${MESSAGES}?page=0`), ...forbidden },
      'account suspended, asking for a price': {
        call: call('GET', suspendedToken, '/api/v1/pricing/sms'),
        ...forbidden,
      },
    },
    send: { method: 'POST', path: SEND, body: { to: '+256701521269', message: 'Hello from MsGine!', from: 'MyApp' } },
    required: ['to', 'message'],
    idOf: ({ text }) => JSON.parse(text).id,
    read: (id) => ({ method: 'GET', path: `${MESSAGES}/${id}` }),
    balance: async ({ authorization }) =>
      Math.round(((await owners.get(authorization)?.balance()) as number) / PRICES.UG),
    accepted: 201,
    refusals: {
      credentials_missing: { status: 401, says: says('unauthorized') },
      credentials_unknown: { status: 401, says: says('unauthorized') },
      insufficient_funds: { status: 402, says: says('insufficient_balance') },
      id_unknown: { status: 404, says: says('not_found') },
      path_unknown: { status: 404, says: says('not_found') },
      method_not_allowed: { status: 405, says: says('method_not_allowed') },
      content_type_unsupported: { status: 415, says: says('unsupported_media_type') },
      body_too_large: { status: 413, says: says('payload_too_large') },
      body_unreadable: { status: 400, says: says('invalid_request') },
      key_invalid: { status: 400, says: says('invalid_request') },
      key_reused: { status: 422, says: says('invalid_request') },
      field_missing: { status: 400, says: says('invalid_request') },
    },
  }
}
