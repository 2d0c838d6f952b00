// test/probes/world.ts: two accounts on a running server, with every kind of credential: ours, which asks, and theirs, which
// has one of everything that has an id.
import assert from 'node:assert/strict'
import type { TestServer } from '../harness/server.ts'
import { until } from '../harness/until.ts'

export type Headers = Record<string, string>
export const DIALECTS = ['megasms', 'msgine', 'esms', 'wasambazie', 'smsbox', 'native'] as const
export type DialectName = (typeof DIALECTS)[number]

export type Party = {
  name: string
  accountId: string
  /** Headers of a credential of that dialect, with every permission or with these. */
  key(dialect: DialectName, permissions?: readonly string[]): Promise<Headers>
  revoked(dialect: DialectName): Promise<Headers>
}

export type World = {
  ours: Party
  theirs: Party
  /** By staff's word. */
  staff: Call
  staffKey(role: string): Promise<Headers>
  revokedStaffKey(): Promise<Headers>
}

export type Call = (method: string, path: string, body?: unknown) => Promise<{ [field: string]: string }>

export const PERMISSIONS = ['messages:send', 'messages:read', 'balance:read']
export const ALL = [...PERMISSIONS, 'account:read', 'account:write', 'purchases:write']
const UNITS = 1000

export const bearer = (token: string): Headers => ({ authorization: `Bearer ${token}` })

export async function worldOf(server: TestServer): Promise<World> {
  const staff = caller(server.url, bearer(server.operatorToken))
  const [plan] = (await staff('GET', '/v1/operator/rate-plans')).data as unknown as { id: string }[]

  async function party(name: string): Promise<Party> {
    const { id = '', currency } = await staff('POST', '/v1/operator/accounts', {
      name,
      rate_plan_id: plan?.id,
      default_sender: 'MEGASMS',
    })
    const credit = { kind: 'topup', amount: String(UNITS), currency, note: 'test', reference: name }
    await staff('POST', `/v1/operator/accounts/${id}/credits`, credit)
    const sender = await staff('POST', `/v1/operator/accounts/${id}/sender-ids`, { name: 'MEGASMS' })
    await staff('POST', `/v1/operator/sender-ids/${id}/${sender.id}/approve`, {})
    const make = async (dialect: DialectName, permissions?: readonly string[]) => {
      const granted = permissions ?? (dialect === 'native' ? ALL : PERMISSIONS)
      const made = await staff('POST', `/v1/operator/accounts/${id}/credentials`, {
        dialect,
        name: 'probe',
        permissions: granted,
      })
      return { id: made.id as string, headers: shown(dialect, made as never) }
    }
    return {
      name,
      accountId: id,
      key: async (dialect, permissions) => (await make(dialect, permissions)).headers,
      async revoked(dialect) {
        const key = await make(dialect)
        await staff('DELETE', `/v1/operator/accounts/${id}/credentials/${key.id}`)
        return key.headers
      },
    }
  }

  const staffToken = (role: string) => staff('POST', '/v1/operator/tokens', { name: role, role })
  return {
    ours: await party('OURS'),
    theirs: await party('THEIRS'),
    staff,
    staffKey: async (role) => bearer((await staffToken(role)).token as string),
    async revokedStaffKey() {
      const made = await staffToken('admin')
      await staff('DELETE', `/v1/operator/tokens/${made.id}`)
      return bearer(made.token as string)
    },
  }
}

/** Calls with these headers; an answer that is an error fails the test. */
export function caller(url: string, headers: Headers): Call {
  return async (method, path, body) => {
    const response = await fetch(url + path, { method, ...jsonOf(headers, body) })
    const text = await response.text()
    assert.ok(response.ok, `${method} ${path}: ${response.status} ${text}`)
    return text === '' ? {} : JSON.parse(text)
  }
}

/** With a body where there is one. */
export function jsonOf(headers: Headers, body: unknown): { headers: Headers; body?: string } {
  if (body === undefined) return { headers }
  if (typeof body === 'symbol') return { headers: { ...headers, 'content-type': 'application/json' }, body: '{' }
  return { headers: { ...headers, 'content-type': 'application/json' }, body: JSON.stringify(body) }
}

/** The headers in which a dialect's callers show a credential; a token is its secret. */
export function shown(dialect: DialectName, { public_id, secret }: { public_id: string; secret: string }): Headers {
  if (dialect === 'wasambazie') return { 'x-api-public-key': public_id, 'x-api-secret-key': secret }
  if (dialect !== 'smsbox') return bearer(secret)
  return { authorization: `Basic ${Buffer.from(`${public_id}:${secret}`).toString('base64')}` }
}

/** Resolves when nothing of the accounts is under way, so that whatever changes later was changed by a probe. */
export async function untilQuiet(call: Call): Promise<void> {
  const open = async (state: string) =>
    ((await call('GET', `/v1/messages?state=${state}`)).data as unknown as unknown[]).length
  await until(async () => (await open('queued')) + (await open('sent')) === 0)
}
