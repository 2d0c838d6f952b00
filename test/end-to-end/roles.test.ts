// What a node does by its role: one that serves HTTP alone binds no carrier.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { installation } from '../harness/installation.ts'
import { until } from '../harness/until.ts'

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
