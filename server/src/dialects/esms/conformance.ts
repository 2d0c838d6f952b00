// eSMS Africa, as the suite of all dialects needs to know it: who its callers are, and its words for each refusal.
import type { TestServer } from '../../../../test/harness/server.ts'
import { value } from '../../../../test/harness/setup.ts'
import { newToken } from '../../secrets.ts'
import { changeAccountSettings, createAccount } from '../../setup/accounts.ts'
import { type CredentialInput, createCredential, revokeCredential } from '../../setup/credentials.ts'
import { creditAccount } from '../../setup/credits.ts'
import { createRatePlan } from '../../setup/rate-plans.ts'
import { approveSender, requestSender } from '../../setup/sender-ids.ts'
import type { Setup } from '../../setup/setup.ts'
import type { Driver } from '../conformance.ts'

export const MESSAGES = '/api/messages'
export const SEND = `${MESSAGES}/send`

export const bearer = (token: string) => ({ authorization: `Bearer ${token}` })
export const says = (detail: string) => new RegExp(`^\\{"detail":"${detail}"\\}$`)
export const listed = (loc: string, type: string) =>
  new RegExp(`^\\{"detail":\\[\\{"loc":\\[${loc}\\],"msg":"[^"].*","type":"${type}"\\}\\]\\}$`)

const OPERATOR = 'staff-token:test'
const PERMISSIONS = ['messages:send', 'messages:read', 'balance:read']
const PRICE_KE = 800_000n

export type Customer = {
  accountId: string
  token(change?: Partial<CredentialInput>): Promise<string>
  revokedToken(): Promise<string>
  suspend(): Promise<void>
}

/**
 * Makes accounts with so many micro-shillings: KE is 0.80 KES, UG 35 UGX, others have no price. MyApp is approved for KE and
 * TZ, eSMSAfrica everywhere, PENDING nowhere; none is a default.
 */
export async function customersOf(server: TestServer, setup: Setup): Promise<(micro: bigint) => Promise<Customer>> {
  const price = (country: string, micro: bigint, currency: string) => {
    return { country, prefix: '', price: micro, currency, effectiveAtMs: null }
  }
  const plan = await createRatePlan(setup, OPERATOR, {
    name: 'eSMS Africa',
    denomination: 'KES',
    unitPrice: PRICE_KE,
    unitCurrency: 'KES',
    homeCountry: 'KE',
    refundPolicy: 'on_failure',
    prices: [price('KE', PRICE_KE, 'KES'), price('UG', 35_000_000n, 'UGX')],
  })
  const ratePlanId = value(plan).plan.id
  // By the server itself, so that it knows of it at once.
  await fetch(`${server.url}/v1/operator/exchange-rates`, {
    method: 'PUT',
    headers: { ...bearer(server.operatorToken), 'content-type': 'application/json' },
    body: JSON.stringify({ rates: [{ base: 'UGX', quote: 'KES', rate: '0.034349' }] }),
  })
  let made = 0

  return async (micro) => {
    const { account } = value(await createAccount(setup, OPERATOR, { name: `customer ${++made}`, ratePlanId }))
    const { id } = account
    if (micro > 0n) {
      const credit = { kind: 'topup', currency: 'KES', amount: micro, note: 'test', reference: `test ${made}` } as const
      value(await creditAccount(setup, OPERATOR, id, credit))
    }
    value(await requestSender(setup, OPERATOR, id, { name: 'PENDING' }))
    for (const [name, countries] of [
      ['MyApp', ['TZ', 'KE']],
      ['eSMSAfrica', null],
    ] as const) {
      const sender = value(await requestSender(setup, OPERATOR, id, { name }))
      value(await approveSender(setup, OPERATOR, id, sender.id, countries))
    }
    const credential = async (change: Partial<CredentialInput> = {}) => {
      const input = { dialect: 'esms', name: 'test', permissions: PERMISSIONS, ...change }
      return value(await createCredential(setup, OPERATOR, id, input))
    }
    return {
      accountId: id,
      token: async (change) => (await credential(change)).secret,
      async revokedToken() {
        const { credential: row, secret } = await credential()
        value(await revokeCredential(setup, OPERATOR, id, row.id))
        return secret
      },
      async suspend() {
        value(await changeAccountSettings(setup, OPERATOR, id, { status: 'suspended' }))
      },
    }
  }
}

export async function driverOf(server: TestServer, customer: (micro: bigint) => Promise<Customer>): Promise<Driver> {
  const [funded, other, empty, suspended] = [
    await customer(100_000_000n),
    await customer(100_000_000n),
    await customer(0n),
    await customer(1_000_000n),
  ]
  const suspendedToken = await suspended.token()
  await suspended.suspend()
  const baseUrl = `${server.url}/esms`
  const call = (method: string, token: string, path: string) => {
    return { method, path, headers: bearer(token), ...(method === 'POST' && { body: '{' }) }
  }
  const without = (permission: string) =>
    funded.token({ permissions: PERMISSIONS.filter((each) => each !== permission) })
  const forbidden = { status: 403, says: says('The API key lacks the required permission') }
  const inactive = { status: 403, says: says('Account is not active') }
  const unauthorized = { status: 401, says: says('Missing or invalid API key') }
  const badKey = { status: 422, says: listed('"header","idempotency-key"', 'value_error') }
  return {
    baseUrl,
    credentials: {
      funded: bearer(await funded.token()),
      other: bearer(await other.token()),
      empty: bearer(await empty.token()),
      unknown: {
        unknown: bearer(newToken('esms_live_')),
        'not one of ours': bearer('esms_live_YOUR_KEY'),
        revoked: bearer(await funded.revokedToken()),
        expired: bearer(await funded.token({ expiresAtMs: Date.now() - 1 })),
        'of another dialect': bearer(await funded.token({ dialect: 'native' })),
        'from elsewhere': bearer(await funded.token({ allowedIps: ['203.0.113.0/24'] })),
        'of another scheme': { authorization: `Basic ${await funded.token()}` },
        'without a scheme': { authorization: await funded.token() },
      },
    },
    forbidden: {
      'no permission to send': { call: call('POST', await without('messages:send'), SEND), ...forbidden },
      'no permission to retry': {
        call: call('POST', await without('messages:send'), `${MESSAGES}/x/retry`),
        ...forbidden,
      },
      'no permission to read': { call: call('GET', await without('messages:read'), `${MESSAGES}/x`), ...forbidden },
      'no permission to list': { call: call('GET', await without('messages:read'), MESSAGES), ...forbidden },
      'no permission to read the balance': {
        call: call('GET', await without('balance:read'), '/api/balance'),
        ...forbidden,
      },
      'account suspended': { call: call('POST', suspendedToken, SEND), ...inactive },
      'account suspended, reading': { call: call('GET', suspendedToken, `${MESSAGES}?page=x`), ...inactive },
      'account suspended, asking for routes': { call: call('GET', suspendedToken, '/api/routes'), ...inactive },
    },
    send: {
      method: 'POST',
      path: SEND,
      body: { to: '+254712345678', text: 'Your OTP is 482910. Valid for 5 minutes.', sender_id: 'MyApp' },
    },
    required: ['to', 'text'],
    idOf: ({ text }) => JSON.parse(text).id,
    read: (id) => ({ method: 'GET', path: `${MESSAGES}/${id}` }),
    async balance(headers) {
      const response = await fetch(`${baseUrl}/api/balance`, { headers })
      const { balance } = (await response.json()) as { balance: number }
      return Math.round((balance * 1_000_000) / Number(PRICE_KE))
    },
    accepted: 200,
    refusals: {
      credentials_missing: unauthorized,
      credentials_unknown: unauthorized,
      insufficient_funds: { status: 422, says: /^\{"detail":\{"code":"insufficient_balance","message":"[^"]/ },
      id_unknown: { status: 404, says: says('Message not found') },
      path_unknown: { status: 404, says: says('Not Found') },
      method_not_allowed: { status: 405, says: says('Method Not Allowed') },
      content_type_unsupported: { status: 415, says: says('Send the request body as application/json') },
      body_too_large: { status: 413, says: says('The request body is larger than 1 MiB') },
      body_unreadable: { status: 400, says: says('The request body is missing or is not valid JSON') },
      key_invalid: badKey,
      key_reused: badKey,
      field_missing: { status: 422, says: listed('"body","(?:to|text)"', 'value_error.missing') },
    },
  }
}
