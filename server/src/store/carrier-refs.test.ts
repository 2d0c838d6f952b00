import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testSetup } from '../../../test/harness/setup.ts'
import { newId } from '../ids.ts'
import { adoptHeld, forgetParked, type Place, park, parkedAndKnown } from './carrier-refs.ts'
import type { Database, Tx } from './database.ts'

const [CARRIER, OTHER] = [newId(), newId()]
const START_MS = Date.now()

const HELD = {
  name: 'test_held',
  text: `with request as (
      insert into requests (account_id, id, dialect, sender, text, refund_policy, message_count, first_message_id, last_message_id, created_at)
      values ($1, $2, 'native', $3, 'x', 'on_failure', 1, $2, $2, $4)
    ), message as (
      insert into messages (account_id, id, request_id, number, msisdn, country, state, encoding, segments, amount, route_id, route_amount,
        route_currency, carrier_id, created_at, expires_at)
      values ($1, $2, $2, 1, $5, 'TZ', 'queued', 'gsm7', $6, 1, $2, 1, 'units', $7, $4, $4)
    )
    insert into queue (account_id, message_id, route_id, due_at, expires_at) values ($1, $2, $2, $8, $4)`,
}

type Held = { sender?: string; msisdn?: string; segments?: number; carrier?: string; dueAt?: string; atMs?: number }
async function held(tx: Tx, id: string, change: Held = {}): Promise<void> {
  const all = { sender: 'INFO', msisdn: '255700000001', segments: 1, carrier: CARRIER, dueAt: 'infinity', ...change }
  const at = new Date(change.atMs ?? START_MS)
  await tx.run(HELD, [newId(), id, all.sender, at, all.msisdn, all.segments, all.carrier, all.dueAt])
}

type Early = { remoteId: string; msisdn?: string; source?: string; carrier?: string; atMs?: number }
function early(tx: Tx, rows: readonly Early[]): Promise<unknown> {
  const parked = rows.map(({ remoteId, msisdn = '255700000001', source = 'info', carrier = CARRIER, atMs }) => {
    const receipt = { remoteId, msisdn, source }
    return { carrierId: carrier, remoteId, id: newId(), receipt, atMs: atMs ?? START_MS + 1000 }
  })
  return park(tx, parked)
}

const refs = (database: Database) =>
  database.transaction('all', (tx) =>
    tx.run<{ remote_id: string; message_id: string }>({
      name: 'test_refs',
      text: 'select remote_id, message_id from carrier_refs order by remote_id',
    }),
  )

const adopted: { what: string; held: Held[]; early: Early[]; finds: string[] }[] = [
  { what: 'number, sender and carrier agree', held: [{}], early: [{ remoteId: 'a' }], finds: ['a 0'] },
  { what: 'it is not held', held: [{ dueAt: 'now' }], early: [{ remoteId: 'a' }], finds: [] },
  { what: 'of another number', held: [{}], early: [{ remoteId: 'a', msisdn: '255700000002' }], finds: [] },
  { what: 'of another sender', held: [{}], early: [{ remoteId: 'a', source: 'OTHER' }], finds: [] },
  { what: 'of another carrier', held: [{}], early: [{ remoteId: 'a', carrier: OTHER }], finds: [] },
  { what: 'older than the message', held: [{}], early: [{ remoteId: 'a', atMs: START_MS - 1 }], finds: [] },
  { what: 'of several segments', held: [{ segments: 2 }], early: [{ remoteId: 'a' }], finds: [] },
  { what: 'it may be of two', held: [{}, {}], early: [{ remoteId: 'a' }, { remoteId: 'b' }], finds: [] },
  {
    what: 'the second message came after the first receipt',
    held: [{}, { atMs: START_MS + 2000 }],
    early: [{ remoteId: 'b', atMs: START_MS + 3000 }, { remoteId: 'a' }],
    finds: ['a 0'],
  },
  {
    what: 'two of one number by two senders',
    held: [{}, { sender: 'Other' }],
    early: [{ remoteId: 'a' }, { remoteId: 'b', source: 'OTHER' }],
    finds: ['a 0', 'b 1'],
  },
]

for (const row of adopted) {
  test(`a receipt finds a held message, or none: ${row.what}`, async (t) => {
    const { database } = await testSetup(t)
    const ids = row.held.map(() => newId())
    await database.transaction('all', async (tx) => {
      for (const [index, each] of row.held.entries()) await held(tx, ids[index] as string, each)
      await early(tx, row.early)
    })
    const { keys } = await database.batch('all', (tx) => adoptHeld(tx, null, 10))
    const found = (await refs(database)).map((ref) => `${ref.remote_id} ${ids.indexOf(ref.message_id)}`)
    assert.deepEqual(found, row.finds)
    assert.deepEqual(
      keys.map(({ remoteId }) => remoteId).sort(),
      row.finds.map((each) => each.slice(0, 1)),
    )
  })
}

test('held messages and parked receipts are looked at so many at a time, each in its turn', async (t) => {
  const { database } = await testSetup(t)
  const numbers = Array.from({ length: 7 }, (_, index) => `25570000000${index}`)
  await database.transaction('all', async (tx) => {
    for (const msisdn of numbers) await held(tx, newId(), { msisdn })
    await early(
      tx,
      numbers.map((msisdn, index) => ({ remoteId: `r${index}`, msisdn, atMs: START_MS + 1000 * index })),
    )
  })
  const round = async (look: (from: Place) => Promise<{ keys: { remoteId: string }[]; next: Place }>) => {
    const found: string[][] = []
    let from: Place = null
    do {
      const { keys, next } = await look(from)
      found.push(keys.map(({ remoteId }) => remoteId).sort())
      from = next
    } while (from !== null)
    return found
  }
  const adoptions = await round((from) => database.batch('all', (tx) => adoptHeld(tx, from, 3)))
  assert.deepEqual(
    adoptions.map((each) => each.length),
    [3, 3, 1],
  )
  const known = await round((from) => database.batch('all', (tx) => parkedAndKnown(tx, from, 3)))
  assert.deepEqual(known, [
    ['r0', 'r1', 'r2', 'r4', 'r5', 'r6'], // with the newest three each time
    ['r3', 'r4', 'r5', 'r6'],
    ['r4', 'r5', 'r6'],
  ])
})

test('receipts are dropped after 24 hours, so many at a time', async (t) => {
  const { database } = await testSetup(t)
  const dayAgoMs = START_MS - 86_400_000
  await database.transaction('all', async (tx) => {
    await early(tx, [
      { remoteId: 'old', atMs: dayAgoMs - 1000 },
      { remoteId: 'older', atMs: dayAgoMs - 2000 },
      { remoteId: 'new', atMs: dayAgoMs + 60_000 },
    ])
  })
  const forget = () => database.batch('all', (tx) => forgetParked(tx, 1))
  assert.deepEqual([await forget(), await forget(), await forget()], [1, 1, 0])
})
