// Wasambazie, as the suite of all dialects needs to know it: who its callers are, and its words for each refusal.
import { setTimeout as wait } from 'node:timers/promises'
import type { TestServer } from '../../../../test/harness/server.ts'
import { value } from '../../../../test/harness/setup.ts'
import type { Vendor, Vendors } from '../../../../test/harness/vendors.ts'
import { newToken } from '../../secrets.ts'
import { type CredentialInput, createCredential, revokeCredential } from '../../setup/credentials.ts'
import { createRatePlan } from '../../setup/rate-plans.ts'
import { approveSender, requestSender } from '../../setup/sender-ids.ts'
import type { Driver } from '../conformance.ts'

export const SEND = '/v1/sms/send'
export const REPORTS = '/v1/sms/delivery-reports'

const OPERATOR = 'staff-token:test'
const PERMISSIONS = ['messages:send', 'messages:read', 'balance:read']

export type Keys = { 'X-API-PUBLIC-KEY': string; 'X-API-SECRET-KEY': string }

export type Business = Vendor & {
  /** Changes of the input's defaults: Wasambazie, every permission. */
  keys(change?: Partial<CredentialInput>): Promise<Keys>
  revokedKeys(): Promise<Keys>
}

/** Makes accounts as Wasambazie's are: only what no carrier took is given back, and MYBRAND is approved. */
export async function businesses(vendors: Vendors): Promise<(credits: number) => Promise<Business>> {
  const { setup } = vendors
  const { plan } = value(
    await createRatePlan(setup, OPERATOR, {
      name: `Wasambazie ${Date.now()}`,
      denomination: 'units',
      unitPrice: 20_000_000n,
      unitCurrency: 'TZS',
      homeCountry: 'TZ',
      refundPolicy: 'on_rejection',
      prices: [{ country: '*', prefix: '', price: 1n, currency: 'units', effectiveAtMs: null }],
    }),
  )
  return async (credits) => {
    const vendor = await vendors.vendor(credits, { ratePlanId: plan.id })
    const { accountId } = vendor
    const sender = value(await requestSender(setup, OPERATOR, accountId, { name: 'MYBRAND' }))
    value(await approveSender(setup, OPERATOR, accountId, sender.id, null))
    const make = async (change: Partial<CredentialInput> = {}) => {
      const input = { dialect: 'wasambazie', name: 'test', permissions: PERMISSIONS, ...change }
      const { credential, secret } = value(await createCredential(setup, OPERATOR, accountId, input))
      return { id: credential.id, keys: { 'X-API-PUBLIC-KEY': credential.public_id, 'X-API-SECRET-KEY': secret } }
    }
    return {
      ...vendor,
      keys: async (change) => (await make(change)).keys,
      async revokedKeys() {
        const { id, keys } = await make()
        value(await revokeCredential(setup, OPERATOR, accountId, id))
        return keys
      },
    }
  }
}

export const says = (detail: string) => new RegExp(`^\\{"detail":"${detail}"\\}$`)
const saysFault = (loc: string, type: string) =>
  new RegExp(`^\\{"detail":\\[\\{"loc":\\[${loc}\\],"msg":"[^"].*","type":"${type}"\\}\\]\\}$`)

const NOT_FOUND = { status: 404, says: says('Not found\\.') }
const UNAUTHORIZED = { status: 401, says: says('Invalid or missing API credentials') }
const KEY_FAULT = { status: 422, says: saysFault('"header","Idempotency-Key"', 'value_error.idempotency_key') }

export async function driverOf(server: TestServer, vendors: Vendors): Promise<Driver> {
  const business = await businesses(vendors)
  const [funded, other, empty, suspended] = [
    await business(1000),
    await business(1000),
    await business(0),
    await business(10),
  ]
  const suspendedKeys = await suspended.keys()
  await vendors.suspend(suspended)
  const baseUrl = `${server.url}/wasambazie`
  const keys = await funded.keys()
  const post = (headers: Keys) => ({ method: 'POST', path: SEND, headers, body: '{' })
  const get = (headers: Keys, path: string) => ({ method: 'GET', path, headers })
  const without = (permission: string) =>
    funded.keys({ permissions: PERMISSIONS.filter((each) => each !== permission) })
  const forbidden = { status: 403, says: says('You do not have permission for this resource') }
  const inactive = { status: 403, says: says('Account is not active') }
  return {
    baseUrl,
    credentials: {
      funded: keys,
      other: await other.keys(),
      empty: await empty.keys(),
      unknown: {
        unknown: { 'X-API-PUBLIC-KEY': newToken('pk_'), 'X-API-SECRET-KEY': newToken('sk_') },
        'not one of ours': { 'X-API-PUBLIC-KEY': 'pk_your-public-key', 'X-API-SECRET-KEY': 'sk_your-secret-key' },
        'a wrong secret': { ...keys, 'X-API-SECRET-KEY': newToken('sk_') },
        "another pair's secret": { ...keys, 'X-API-SECRET-KEY': (await funded.keys())['X-API-SECRET-KEY'] },
        'the public key twice': { ...keys, 'X-API-SECRET-KEY': keys['X-API-PUBLIC-KEY'] },
        'the public key alone': { 'X-API-PUBLIC-KEY': keys['X-API-PUBLIC-KEY'] },
        'the secret key alone': { 'X-API-SECRET-KEY': keys['X-API-SECRET-KEY'] },
        'an empty secret': { ...keys, 'X-API-SECRET-KEY': '' },
        revoked: await funded.revokedKeys(),
        expired: await funded.keys({ expiresAtMs: Date.now() - 1 }),
        'of another dialect': await funded.keys({ dialect: 'smsbox' }),
        'from elsewhere': await funded.keys({ allowedIps: ['203.0.113.0/24'] }),
        'as a bearer token': { authorization: `Bearer ${keys['X-API-SECRET-KEY']}` },
      },
    },
    forbidden: {
      'no permission to send': { call: post(await without('messages:send')), ...forbidden },
      'no permission to read': { call: get(await without('messages:read'), `${REPORTS}/x`), ...forbidden },
      'no permission for the balance': { call: get(await without('balance:read'), '/v1/balance/'), ...forbidden },
      'account suspended': { call: post(suspendedKeys), ...inactive },
      'account suspended, reading': { call: get(suspendedKeys, '/v1/balance/'), ...inactive },
    },
    send: {
      method: 'POST',
      path: SEND,
      body: { to_number: '+255712345678', message: 'Hello from Wasambazie!', sender_id: 'MYBRAND' },
    },
    required: ['to_number', 'message'],
    idOf: ({ text }) => JSON.parse(text).message_batch_id,
    read: (id) => ({ method: 'GET', path: `${REPORTS}/${id}` }),
    async untilReadable(id) {
      while ((await fetch(`${baseUrl}${REPORTS}/${id}`, { headers: keys })).status === 404) await wait(20)
    },
    balance: async (headers) => {
      const response = await fetch(`${baseUrl}/v1/balance/`, { headers })
      return ((await response.json()) as { balance: number }).balance
    },
    accepted: 201,
    refusals: {
      credentials_missing: UNAUTHORIZED,
      credentials_unknown: UNAUTHORIZED,
      insufficient_funds: { status: 402, says: says('Insufficient SMS credits') },
      id_unknown: NOT_FOUND,
      path_unknown: NOT_FOUND,
      method_not_allowed: { status: 405, says: says('Method not allowed\\.') },
      content_type_unsupported: { status: 415, says: says('Send the request body as application/json') },
      body_too_large: { status: 413, says: says('The request body is larger than 1 MiB') },
      body_unreadable: { status: 400, says: says('The request body is missing or is not valid JSON') },
      key_invalid: KEY_FAULT,
      key_reused: KEY_FAULT,
      field_missing: {
        status: 422,
        says: /"loc":\["body","(to_number|message)"\],"msg":"field required","type":"value_error.missing"/,
      },
    },
  }
}
