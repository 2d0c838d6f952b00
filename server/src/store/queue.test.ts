import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testSetup } from '../../../test/harness/setup.ts'
import { newId } from '../ids.ts'
import type { Tx } from './database.ts'
import { claim } from './queue.ts'

type Backlog = { of: string; count: number; due: string; owned?: boolean; suspended?: boolean }

const ADD = {
  name: 'test_queue_add',
  text: `with ids as (select gen_random_uuid() as id, n from generate_series(1, $3::integer) n), request as (
      insert into requests (account_id, id, dialect, sender, text, refund_policy, message_count, first_message_id, last_message_id, created_at)
      values ($1, $2, 'native', 'INFO', 'x', 'on_failure', $3, $2, $2, now())
    ), message as (
      insert into messages (account_id, id, request_id, number, msisdn, country, state, encoding, segments, amount, route_id, route_amount,
        route_currency, created_at, expires_at)
      select $1, id, $2, n, '255700000001', 'TZ', 'queued', 'gsm7', 1, 1, $2, 1, 'units', now(), 'infinity' from ids
    )
    insert into queue (account_id, message_id, route_id, due_at, expires_at, owner, suspended)
    select $1, id, $2, case when $4 = 'infinity' then 'infinity' else now() + $4::interval + n * interval '1 millisecond' end, 'infinity', $5, $6
    from ids`,
}

const ACCOUNTS = { campaign: newId(), shop: newId(), school: newId(), later: newId() }
const nameOf = (id: string) => Object.entries(ACCOUNTS).find(([, each]) => each === id)?.[0] as string

function backlogs(tx: Tx, rows: readonly Backlog[]): Promise<unknown> {
  const added = rows.map(({ of, count, due, owned = false, suspended = false }) => {
    const accountId = ACCOUNTS[of as keyof typeof ACCOUNTS]
    return tx.run(ADD, [accountId, newId(), count, due, owned ? newId() : null, suspended])
  })
  return Promise.all(added)
}

const QUEUE: Backlog[] = [
  { of: 'campaign', count: 50, due: '-3 hours' },
  { of: 'shop', count: 4, due: '-1 hours' },
  { of: 'school', count: 30, due: '-2 hours' },
  { of: 'shop', count: 3, due: '1 hours' },
  { of: 'shop', count: 3, due: 'infinity' },
  { of: 'shop', count: 3, due: '-4 hours', suspended: true },
  { of: 'shop', count: 3, due: '-4 hours', owned: true },
  { of: 'later', count: 3, due: '1 hours' },
]

const rows: { except: string[]; limit: number; claimed: Record<string, number>[] }[] = [
  { except: [], limit: 60, claimed: [{ campaign: 50, school: 10 }, { school: 20, shop: 4 }, {}] },
  { except: ['campaign'], limit: 100, claimed: [{ school: 30, shop: 4 }, {}] },
  { except: ['campaign'], limit: 20, claimed: [{ school: 20 }, { school: 10, shop: 4 }, {}] },
  { except: ['campaign', 'school'], limit: 3, claimed: [{ shop: 3 }, { shop: 1 }, {}] },
  { except: ['shop', 'school', 'campaign'], limit: 20, claimed: [{}] },
  { except: ['later'], limit: 100, claimed: [{ campaign: 50, school: 30, shop: 4 }, {}] },
]

for (const { except, limit, claimed } of rows) {
  test(`what is due goes by its time, ${limit} at once, all but of: ${except.join(', ') || 'nobody'}`, async (t) => {
    const { database } = await testSetup(t)
    await database.transaction('all', (tx) => backlogs(tx, QUEUE))
    const ids = except.map((of) => ACCOUNTS[of as keyof typeof ACCOUNTS])
    for (const expected of claimed) {
      const found = await database.batch('all', (tx) => claim(tx, newId(), limit, ids))
      const counts: Record<string, number> = {}
      for (const { account_id } of found) counts[nameOf(account_id)] = (counts[nameOf(account_id)] ?? 0) + 1
      assert.deepEqual(counts, expected)
    }
  })
}

test('of many accounts each gives its share, until all is claimed', async (t) => {
  const { database } = await testSetup(t)
  const added = Array.from({ length: 40 }, () => newId())
  await database.transaction('all', async (tx) => {
    for (const id of added) await tx.run(ADD, [id, newId(), id === added[0] ? 50 : 1, '-1 hours', null, false])
  })
  const counts: number[] = []
  do {
    const found = await database.batch('all', (tx) => claim(tx, newId(), 20, [ACCOUNTS.campaign]))
    counts.push(found.length)
  } while (counts.at(-1) !== 0)
  assert.equal(
    counts.reduce((sum, count) => sum + count, 0),
    89,
  )
})

test('what another node is claiming is left to it', async (t) => {
  const { database } = await testSetup(t)
  await database.transaction('all', (tx) => backlogs(tx, QUEUE))
  const look = (tx: Tx) => claim(tx, newId(), 20, [ACCOUNTS.campaign])
  const [first, second] = await database.batch('all', async (tx) => [await look(tx), await database.batch('all', look)])
  const both = new Set([...(first ?? []), ...(second ?? [])].map(({ message_id }) => message_id))
  assert.equal(both.size, (first?.length ?? 0) + (second?.length ?? 0))
  assert.deepEqual([first?.length, second?.length], [20, 10])
})
