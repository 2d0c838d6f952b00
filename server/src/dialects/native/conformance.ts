// Our own API, as the suite of all dialects needs to know it: who its callers are, and its words for each refusal.
import type { TestServer } from '../../../../test/harness/server.ts'
import type { Vendor, Vendors } from '../../../../test/harness/vendors.ts'
import { newToken } from '../../secrets.ts'
import type { Driver } from '../conformance.ts'
import { PERMISSIONS } from './auth.ts'

export const bearer = (token: string) => ({ authorization: `Bearer ${token}` })

const refusal = (status: number, code: string) => ({
  status,
  says: new RegExp(`^\\{"error":\\{"code":"${code}","message":"[^"]`),
})

export async function driverOf(server: TestServer, vendors: Vendors): Promise<Driver> {
  const [funded, other, empty, suspended] = await Promise.all([1000, 1000, 0, 10].map((units) => vendors.vendor(units)))
  const tokenOf = (vendor: Vendor | undefined, change: Parameters<Vendor['token']>[0] = {}) =>
    (vendor as Vendor).token({ dialect: 'native', permissions: PERMISSIONS, ...change })
  const suspendedToken = await tokenOf(suspended)
  await vendors.suspend(suspended as Vendor)
  const revoked = await tokenOf(funded)
  const baseUrl = `${server.url}/v1`
  // A token may end itself. The newest one is the first of the list.
  const listed = await fetch(`${baseUrl}/credentials`, { headers: bearer(revoked) })
  const { data } = (await listed.json()) as { data: { id: string }[] }
  await fetch(`${baseUrl}/credentials/${data[0]?.id}`, { method: 'DELETE', headers: bearer(revoked) })
  const without = (permission: string) => PERMISSIONS.filter((each) => each !== permission)
  const get = (token: string, path: string) => ({ method: 'GET', path, headers: bearer(token) })
  const post = (token: string, path: string) => ({ method: 'POST', path, headers: bearer(token), body: '{' })
  return {
    baseUrl,
    credentials: {
      funded: bearer(await tokenOf(funded)),
      other: bearer(await tokenOf(other)),
      empty: bearer(await tokenOf(empty)),
      unknown: {
        unknown: bearer(newToken('nj_live_')),
        'not one of ours': bearer('nj_live_your_token_here'),
        revoked: bearer(revoked),
        expired: bearer(await tokenOf(funded, { expiresAtMs: Date.now() - 1 })),
        'of another dialect': bearer(await tokenOf(funded, { dialect: 'megasms' })),
        'from elsewhere': bearer(await tokenOf(funded, { allowedIps: ['203.0.113.0/24'] })),
        "of the operator's": bearer(server.operatorToken),
      },
    },
    forbidden: {
      'no permission to send': {
        call: post(await tokenOf(funded, { permissions: without('messages:send') }), '/requests'),
        ...refusal(403, 'permission_missing'),
      },
      'no permission to read messages': {
        call: get(await tokenOf(funded, { permissions: without('messages:read') }), '/messages'),
        ...refusal(403, 'permission_missing'),
      },
      'no permission to change the account': {
        call: post(await tokenOf(funded, { permissions: without('account:write') }), '/credentials'),
        ...refusal(403, 'permission_missing'),
      },
      'account suspended': { call: post(suspendedToken, '/requests'), ...refusal(403, 'account_not_active') },
      'account suspended, reading': { call: get(suspendedToken, '/balance'), ...refusal(403, 'account_not_active') },
      "a customer at the operator's": {
        call: get(await tokenOf(funded), '/operator/accounts'),
        ...refusal(401, 'credentials_invalid'),
      },
    },
    send: {
      method: 'POST',
      path: '/requests',
      body: { to: ['255712345678'], sender: 'MEGASMS', text: 'Your verification code is 482913' },
    },
    required: ['text'],
    idOf: ({ text }) => JSON.parse(text).id,
    read: (id) => ({ method: 'GET', path: `/requests/${id}` }),
    async balance(headers) {
      const response = await fetch(`${baseUrl}/balance`, { headers })
      return Number(((await response.json()) as { balance: string }).balance)
    },
    accepted: 202,
    refusals: {
      credentials_missing: refusal(401, 'credentials_missing'),
      credentials_unknown: refusal(401, 'credentials_invalid'),
      insufficient_funds: refusal(402, 'insufficient_funds'),
      id_unknown: { status: 404, says: /^\{"error":\{"code":"(?:not_found|path_unknown)","message":"[^"]/ },
      path_unknown: refusal(404, 'path_unknown'),
      method_not_allowed: refusal(405, 'method_not_allowed'),
      content_type_unsupported: refusal(415, 'content_type_unsupported'),
      body_too_large: refusal(413, 'body_too_large'),
      body_unreadable: refusal(400, 'body_unreadable'),
      key_invalid: refusal(422, 'idempotency_key_invalid'),
      key_reused: refusal(422, 'idempotency_key_reused'),
      field_missing: refusal(422, 'field_missing'),
    },
  }
}
