// SMSBox, as the suite of all dialects needs to know it: who its callers are, and its words for each refusal.
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

export const CALLS = '/api/sms/v1'
export const SEND = `${CALLS}/send_sms`

export type Keys = { key: string; secret: string }
export const basic = ({ key, secret }: Keys) => ({
  authorization: `Basic ${Buffer.from(`${key}:${secret}`).toString('base64')}`,
})
export const says = (code: number) => new RegExp(`^\\{"code":${code},"message":"[^"]+"\\}$`)

const OPERATOR = 'staff-token:test'
const PERMISSIONS = ['messages:send', 'messages:read', 'balance:read']
const MICRO = 1_000_000

export type Customer = {
  accountId: string
  keys(change?: Partial<CredentialInput>): Promise<Keys>
  revokedKeys(): Promise<Keys>
  suspend(): Promise<void>
}

/**
 * Makes accounts with shillings that pay 1 a segment in Tanzania and Burkina Faso: INFO and 255701000001 are approved,
 * BURKINA for that country alone, PENDING not at all.
 */
export async function customersOf(setup: Setup): Promise<(shillings: number) => Promise<Customer>> {
  const plan = await createRatePlan(setup, OPERATOR, {
    name: 'SMSBox',
    denomination: 'TZS',
    unitPrice: 1_000_000n,
    unitCurrency: 'TZS',
    homeCountry: 'TZ',
    refundPolicy: 'on_failure',
    prices: ['TZ', 'BF'].map((country) => {
      return { country, prefix: '', price: 1_000_000n, currency: 'TZS', effectiveAtMs: null }
    }),
  })
  const ratePlanId = value(plan).plan.id
  let made = 0

  return async (shillings) => {
    const input = { name: `customer ${++made}`, ratePlanId, defaultSender: 'INFO' }
    const { id } = value(await createAccount(setup, OPERATOR, input)).account
    if (shillings > 0) {
      const amount = BigInt(shillings * MICRO)
      const credit = { kind: 'topup', currency: 'TZS', amount, note: 'test', reference: `test ${made}` } as const
      value(await creditAccount(setup, OPERATOR, id, credit))
    }
    value(await requestSender(setup, OPERATOR, id, { name: 'PENDING' }))
    for (const [name, countries] of [
      ['INFO', null],
      ['255701000001', null],
      ['BURKINA', ['BF']],
    ] as const) {
      const sender = value(await requestSender(setup, OPERATOR, id, { name }))
      value(await approveSender(setup, OPERATOR, id, sender.id, countries))
    }
    const credential = async (change: Partial<CredentialInput> = {}) => {
      const input = { dialect: 'smsbox', name: 'test', permissions: PERMISSIONS, ...change }
      const { credential, secret } = value(await createCredential(setup, OPERATOR, id, input))
      return { id: credential.id, keys: { key: credential.public_id, secret } }
    }
    return {
      accountId: id,
      keys: async (change) => (await credential(change)).keys,
      async revokedKeys() {
        const made = await credential()
        value(await revokeCredential(setup, OPERATOR, id, made.id))
        return made.keys
      },
      async suspend() {
        value(await changeAccountSettings(setup, OPERATOR, id, { status: 'suspended' }))
      },
    }
  }
}

export async function driverOf(
  server: TestServer,
  customer: (shillings: number) => Promise<Customer>,
): Promise<Driver> {
  const [funded, other, empty, suspended] = [
    await customer(100),
    await customer(100),
    await customer(0),
    await customer(1),
  ]
  const keys = await funded.keys()
  const suspendedKeys = await suspended.keys()
  await suspended.suspend()
  const baseUrl = `${server.url}/smsbox`
  const post = (shown: Keys, path: string) => ({ method: 'POST', path, headers: basic(shown), body: '{' })
  const get = (shown: Keys, path: string) => ({ method: 'GET', path, headers: basic(shown) })
  const without = (permission: string) =>
    funded.keys({ permissions: PERMISSIONS.filter((each) => each !== permission) })
  const forbidden = { status: 403, says: says(403) }
  const inactive = { status: 401, says: says(105) }
  return {
    baseUrl,
    credentials: {
      funded: basic(keys),
      other: basic(await other.keys()),
      empty: basic(await empty.keys()),
      unknown: {
        unknown: basic({ key: newToken('sbk_'), secret: newToken('sbs_') }),
        'not one of ours': basic({ key: '<api-key>', secret: '<api-secret>' }),
        'a key alone': basic({ key: keys.key, secret: '' }),
        'a secret alone': basic({ key: '', secret: keys.secret }),
        'the two of different pairs': basic({ key: keys.key, secret: (await funded.keys()).secret }),
        'the wrong way round': basic({ key: keys.secret, secret: keys.key }),
        'in headers': { 'api-key': keys.key, 'api-secret': newToken('sbs_') },
        'in headers, a key alone': { 'api-key': keys.key },
        'in headers, a secret alone': { 'api-secret': keys.secret },
        revoked: basic(await funded.revokedKeys()),
        expired: basic(await funded.keys({ expiresAtMs: Date.now() - 1 })),
        'of another dialect': basic(await funded.keys({ dialect: 'wasambazie' })),
        'from elsewhere': basic(await funded.keys({ allowedIps: ['203.0.113.0/24'] })),
      },
    },
    forbidden: {
      'no permission to send': { call: post(await without('messages:send'), SEND), ...forbidden },
      'no permission to send, changing': {
        call: get(await without('messages:send'), `${CALLS}/change_sms_info?message_id=x`),
        ...forbidden,
      },
      'no permission to read messages': {
        call: get(await without('messages:read'), `${CALLS}/delivery_reports?request_id=x`),
        ...forbidden,
      },
      'no permission to read the balance': {
        call: get(await without('balance:read'), `${CALLS}/query_sms_balance`),
        ...forbidden,
      },
      'account suspended': { call: post(suspendedKeys, SEND), ...inactive },
      'account suspended, reading': { call: get(suspendedKeys, `${CALLS}/query_sms_balance`), ...inactive },
    },
    send: {
      method: 'POST',
      path: SEND,
      body: {
        source_addr: 'INFO',
        schedule_time: '',
        encoding: 0,
        message: 'Hello [{RECEIVERNAME}]',
        recipients: [{ recipient_name: 'Kaka', dest_addr: '+22687161524' }],
      },
    },
    required: ['source_addr', 'message'],
    idOf({ text }) {
      const { data } = JSON.parse(text)
      return typeof data === 'string' ? data.slice('message_id:'.length) : data[0].request_id
    },
    read: (id) => ({ method: 'GET', path: `${CALLS}/delivery_reports?request_id=${id}` }),
    async balance(headers) {
      const response = await fetch(`${baseUrl}${CALLS}/query_sms_balance`, { headers })
      return ((await response.json()) as { data: [{ balance_money: number }] }).data[0].balance_money
    },
    accepted: 200,
    refusals: {
      credentials_missing: { status: 400, says: /^\{"error":"No authorization headers","code":107\}$/ },
      credentials_unknown: { status: 401, says: says(120) },
      insufficient_funds: { status: 400, says: says(102) },
      id_unknown: { status: 200, says: /^\{"status":true,"code":403,"message":"Message not found"\}$/ },
      path_unknown: { status: 404, says: says(404) },
      method_not_allowed: { status: 405, says: says(405) },
      content_type_unsupported: { status: 415, says: says(113) },
      body_too_large: { status: 413, says: says(113) },
      body_unreadable: { status: 400, says: says(113) },
      key_invalid: { status: 422, says: says(422) },
      key_reused: { status: 422, says: says(422) },
      field_missing: { status: 400, says: says(104) },
    },
  }
}
