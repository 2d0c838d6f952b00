// MegaSMS, as the suite of all dialects needs to know it: who its callers are, and its words for each refusal.
import type { TestServer } from '../../../../test/harness/server.ts'
import type { Vendors } from '../../../../test/harness/vendors.ts'
import { newToken } from '../../secrets.ts'
import type { Driver } from '../conformance.ts'

export const MESSAGES = '/api/v1/messages'

export const bearer = (token: string) => ({ authorization: `Bearer ${token}` })
export const says = (code: string) => new RegExp(`^\\{"success":false,"error":\\{"code":"${code}","message":"[^"]`)

export async function driverOf(server: TestServer, vendors: Vendors): Promise<Driver> {
  const funded = await vendors.vendor(1000)
  const other = await vendors.vendor(1000)
  const empty = await vendors.vendor(0)
  const suspended = await vendors.vendor(10)
  const suspendedToken = await suspended.token()
  await vendors.suspend(suspended)
  const baseUrl = `${server.url}/megasms`
  const post = (token: string) => ({ method: 'POST', path: MESSAGES, headers: bearer(token), body: '{' })
  const get = (token: string, path: string) => ({ method: 'GET', path, headers: bearer(token) })
  return {
    baseUrl,
    credentials: {
      funded: bearer(await funded.token()),
      other: bearer(await other.token()),
      empty: bearer(await empty.token()),
      unknown: {
        unknown: bearer(newToken('ms_live_')),
        'not one of ours': bearer('ms_live_your_token_here'),
        revoked: bearer(await funded.revokedToken()),
        expired: bearer(await funded.token({ expiresAtMs: Date.now() - 1 })),
        'of another dialect': bearer(await funded.token({ dialect: 'native' })),
        'from elsewhere': bearer(await funded.token({ allowedIps: ['203.0.113.0/24'] })),
        'of another scheme': { authorization: `Basic ${await funded.token()}` },
        'without a scheme': { authorization: await funded.token() },
      },
    },
    forbidden: {
      'no permission to send': {
        call: post(await funded.token({ permissions: ['messages:read', 'balance:read'] })),
        status: 403,
        says: says('forbidden'),
      },
      'no permission to read messages': {
        call: get(await funded.token({ permissions: ['messages:send', 'balance:read'] }), `${MESSAGES}/x`),
        status: 403,
        says: says('forbidden'),
      },
      'no permission to read the balance': {
        call: get(await funded.token({ permissions: ['messages:send', 'messages:read'] }), '/api/v1/balance'),
        status: 403,
        says: says('forbidden'),
      },
      'account suspended': { call: post(suspendedToken), status: 403, says: says('vendor_inactive') },
      'account suspended, reading': {
        call: get(suspendedToken, '/api/v1/balance'),
        status: 403,
        says: says('vendor_inactive'),
      },
    },
    send: {
      method: 'POST',
      path: MESSAGES,
      body: { to: '255712345678', sender_id: 'MEGASMS', message: 'Your verification code is 482913' },
    },
    required: ['to', 'sender_id', 'message'],
    idOf: ({ text }) => JSON.parse(text).data.request_id,
    read: (id) => ({ method: 'GET', path: `${MESSAGES}/${id}` }),
    balance: async (headers) => {
      const response = await fetch(`${baseUrl}/api/v1/balance`, { headers })
      return ((await response.json()) as { data: { balance: number } }).data.balance
    },
    accepted: 200,
    refusals: {
      credentials_missing: { status: 401, says: says('unauthenticated') },
      credentials_unknown: { status: 401, says: says('unauthenticated') },
      insufficient_funds: { status: 402, says: says('insufficient_balance') },
      id_unknown: { status: 404, says: says('not_found') },
      path_unknown: { status: 404, says: says('not_found') },
      method_not_allowed: { status: 405, says: says('method_not_allowed') },
      content_type_unsupported: { status: 415, says: says('unsupported_media_type') },
      body_too_large: { status: 413, says: says('payload_too_large') },
      body_unreadable: { status: 400, says: says('invalid_json') },
      key_invalid: { status: 422, says: says('validation_error') },
      key_reused: { status: 422, says: says('validation_error') },
      field_missing: { status: 422, says: says('validation_error') },
    },
  }
}
