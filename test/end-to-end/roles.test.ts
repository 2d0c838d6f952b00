// What a node does by its role: one that serves HTTP alone binds no carrier.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { createCredential } from '../../server/src/setup/credentials.ts'
import { installation } from '../harness/installation.ts'
import { value } from '../harness/setup.ts'
import { until } from '../harness/until.ts'

type Sent = { data: { units_charged: number; messages: { status: string }[] } }
type Carrier = { name: string; status: { up: boolean } | null }
type Check = { name: string; ok: boolean; found: string; remedy: string | null }

test('a node with the role api alone binds no carrier, and says that another runs it', async (t) => {
  const inst = await installation(t)
  const api = await inst.start({ NJIWA_ROLES: 'api' })
  const operator = readFileSync(join(inst.dataDir, 'operator-token'), 'utf8').trim()
  const ask = async <Body>(url: string, path: string): Promise<Body> => {
    const answer = await fetch(`${url}/v1/operator/${path}`, { headers: { authorization: `Bearer ${operator}` } })
    assert.equal(answer.status, 200)
    return answer.json() as Promise<Body>
  }
  const carrierAt = async (url: string) =>
    (await ask<{ data: Carrier[] }>(url, 'carriers')).data.find(({ name }) => name === 'smsc 1')
  const checkAt = async (url: string) =>
    (await ask<{ checks: Check[] }>(url, 'health')).checks.find(({ name }) => name === 'carrier smsc 1')
  const both = await inst.start()
  await until(async () => (await carrierAt(both.url))?.status?.up) // by then the first one would be bound too
  assert.equal((await carrierAt(api.url))?.status, null)
  assert.equal(inst.smscs[0]?.simulator.stats().binds, 1)
  const elsewhere = { name: 'carrier smsc 1', ok: true, found: 'is run by another node', remedy: null }
  assert.deepEqual(await checkAt(api.url), elsewhere)
  assert.equal((await checkAt(both.url))?.found, 'is bound')
})

test('a caller of a node with the role api hears at once what the carrier said to another node', async (t) => {
  const inst = await installation(t)
  const [api] = [await inst.start({ NJIWA_ROLES: 'api' }), await inst.start()]
  const pair = { dialect: 'wasambazie', name: 'test', permissions: ['messages:send', 'messages:read'] }
  const made = value(await createCredential(inst.vendors.setup, 'staff-token:test', inst.accountId, pair))
  const keys = { 'x-api-public-key': made.credential.public_id, 'x-api-secret-key': made.secret }
  const send = async (path: string, headers: Record<string, string>, body: object) => {
    const all = { 'content-type': 'application/json', ...headers }
    const answer = await fetch(api.url + path, { method: 'POST', headers: all, body: JSON.stringify(body) })
    return { status: answer.status, body: (await answer.json()) as Sent }
  }

  const [taken, refused] = ['255712340005', '255712340001'] // no receipt comes for the first
  const megasms = await send(
    '/megasms/api/v1/messages',
    { authorization: `Bearer ${inst.token}` },
    { to: [taken, refused], sender_id: 'MEGASMS', message: 'Karibu' },
  )
  assert.equal(megasms.status, 200)
  // A caller who heard nothing would be told after ten seconds that both are queued.
  assert.deepEqual(
    megasms.body.data.messages.map(({ status }) => status),
    ['sent', 'failed'],
  )
  assert.equal(megasms.body.data.units_charged, 1, 'what was refused is given back')

  const wasambazie = await send('/wasambazie/v1/sms/send', keys, {
    sender_id: 'MEGASMS',
    to_number: `+${refused}`,
    message: 'Karibu',
  })
  assert.equal(wasambazie.status, 502, JSON.stringify(wasambazie.body))
})
