// test/probes/things.ts: an account's things, made when they are first asked for: one in every collection.
import assert from 'node:assert/strict'
import { good } from '../hostile/schema.ts'
import type { Route } from './routes.ts'
import { caller, type DialectName, type Party, type World } from './world.ts'

type Dialect = Exclude<DialectName, 'native'>

const LATER = new Date(Date.now() + 86_400_000).toISOString()
export const TO = '+255712345678'

/** Sends of each dialect. SMSBox's waits for its time, so that it may be changed. */
export const SENDS: Record<Dialect, { path: string; body: object; sender: string; idIn: RegExp }> = {
  megasms: {
    path: '/megasms/api/v1/messages',
    body: { to: TO, sender_id: 'MEGASMS', message: 'Hello' },
    sender: 'sender_id',
    idIn: /"request_id":"([^"]+)"/,
  },
  msgine: {
    path: '/msgine/api/v1/messages/sms',
    body: { to: TO, message: 'Hello' },
    sender: 'from',
    idIn: /"id":"([^"]+)"/,
  },
  esms: {
    path: '/esms/api/messages/send',
    body: { to: TO, text: 'Hello' },
    sender: 'sender_id',
    idIn: /"id":"([^"]+)"/,
  },
  wasambazie: {
    path: '/wasambazie/v1/sms/send',
    body: { to_number: TO, message: 'Hello', sender_id: 'MEGASMS' },
    sender: 'sender_id',
    idIn: /"message_batch_id":"([^"]+)"/,
  },
  smsbox: {
    path: '/smsbox/api/sms/v1/send_sms',
    body: {
      source_addr: 'MEGASMS',
      schedule_time: '2099-01-01 00:00',
      message: 'Hello',
      recipients: [{ dest_addr: TO }],
    },
    sender: 'source_addr',
    idIn: /"message_id:([^"]+)"/,
  },
}

/** Where the example of a body does not come as far as its id. */
const BODIES: Record<string, unknown> = {
  'POST /v1/requests': { text: 'Hello', to: [TO], sender: 'MEGASMS', schedule_at: LATER },
  'PATCH /v1/requests/:id': { schedule_at: LATER },
  'POST /v1/webhooks': { url: 'http://127.0.0.1:9/hook' },
}

export function bodyOf({ method, url, body }: Pick<Route, 'method' | 'url' | 'body'>): unknown {
  return BODIES[`${method} ${url}`] ?? (body === null ? undefined : good(body))
}

export type Things = {
  /** In a collection of our own API. */
  inCollection(path: string): Promise<string>
  /** A message sent by that dialect. */
  sentBy(dialect: Dialect): Promise<string>
}

export async function thingsOf(url: string, party: Party, { staff }: World, routes: readonly Route[]): Promise<Things> {
  const call = caller(url, await party.key('native'))
  const account = `/v1/operator/accounts/${party.accountId}`

  /** What a POST to its collection does not make. */
  const SPECIAL: Record<string, () => Promise<unknown>> = {
    '/v1/webhooks/attempts': async () => {
      await call('POST', `/v1/webhooks/${await inCollection('/v1/webhooks')}/test`)
    },
    '/v1/sender-ids': async () => {
      const sender = await staff('POST', `${account}/sender-ids`, { name: `${party.name}ONLY` })
      await staff('POST', `/v1/operator/sender-ids/${party.accountId}/${sender.id}/approve`, {})
      return sender
    },
    '/v1/numbers': () => staff('POST', `${account}/numbers`, { number: '+255701009999', style: 'native' }),
    '/v1/team': () => staff('POST', `${account}/users`, USER),
    '/v1/messages': async () => void (await inCollection('/v1/requests')),
    '/v1/credits': async () => {
      const { currency } = await staff('GET', account)
      const credit = { kind: 'topup', amount: '999999999', currency, note: 'too much', reference: 'too much' }
      return staff('POST', `${account}/credits`, credit)
    },
  }
  const made = new Map<string, Promise<string>>()
  function inCollection(path: string): Promise<string> {
    const known = made.get(path) ?? make(path)
    made.set(path, known)
    return known
  }

  async function make(path: string): Promise<string> {
    const creates = routes.find((route) => route.method === 'POST' && route.url === path)
    const special = SPECIAL[path]
    const answer = special ? await special() : creates && (await call('POST', path, bodyOf(creates)))
    const found = idOf(answer) ?? idOf(await firstOf(path))
    return found ?? assert.fail(`there is nothing in ${path} that it could be probed with`)
  }

  async function firstOf(path: string): Promise<unknown> {
    const isAttempts = path === '/v1/webhooks/attempts'
    const listed = isAttempts ? `/v1/webhooks/${await inCollection('/v1/webhooks')}/attempts` : path
    return ((await call('GET', listed)).data as unknown as unknown[])[0]
  }

  return {
    inCollection,
    async sentBy(dialect) {
      const { path, body, idIn } = SENDS[dialect]
      const sent = await caller(url, await party.key(dialect))('POST', path, body)
      return idIn.exec(JSON.stringify(sent))?.[1] ?? assert.fail(JSON.stringify(sent))
    },
  }
}

const USER = { email: 'juma@example.com', name: 'Juma', password: 'correct horse battery staple', role: 'owner' }

/** Templates go by their number. */
function idOf(thing: unknown): string | undefined {
  const { id, number } = (thing ?? {}) as { id?: unknown; number?: unknown }
  const found = typeof number === 'number' ? number : id
  return found === undefined ? undefined : String(found)
}
