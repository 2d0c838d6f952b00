import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { testAccount, testSetup, value } from '../../../../test/harness/setup.ts'
import { newId } from '../../ids.ts'
import type { Platform } from '../../pipeline/platform.ts'
import { creditAccount } from '../../setup/credits.ts'
import { addTransfers, readStatement } from '../../store/transfers.ts'
import { hold } from '../../store/wallets.ts'
import { testApp } from './testing/app.ts'

const setup = await testSetup({ after })
const api = testApp({ setup })
after(() => api.app.close())
const statement: Platform['statement'] = (id, filter, beforeId, limit) =>
  setup.database.transaction([id], (tx) => readStatement(tx, id, filter, beforeId, limit))
api.platform.statement = statement

const DAY = 86_400_000
const START = Date.parse('2030-03-01T12:00:00Z')

/** On each of four days: in with 100, a hold of 30, a correction of -20, in with 5. */
async function account(): Promise<string> {
  const id = await testAccount(setup)
  const credit = (day: number, kind: 'topup' | 'adjustment', amount: bigint, note: string) => {
    setup.clock.ms = START + day * DAY
    return creditAccount(setup, 'user:op', id, { kind, amount, currency: 'units', note, reference: note })
  }
  value(await credit(0, 'topup', 100n, '=first'))
  await setup.database.transaction([id], async (tx) => {
    assert.ok(await hold(tx, id, 30n, 1))
    const atMs = START + DAY
    const [one, subjectId] = [newId(atMs), newId(atMs)]
    await addTransfers(tx, [{ accountId: id, id: one, atMs, kind: 'hold', amount: 30n, subjectId, step: 'hold' }])
  })
  value(await credit(2, 'adjustment', -20n, 'second'))
  value(await credit(3, 'topup', 5n, 'third'))
  setup.clock.ms = START
  return id
}
const ours = await account()
const authorization = `Bearer ${api.token(undefined, { id: ours, currency: 'units' })}`
const read = async (query: string) => (await api.call('GET', `/statement${query}`, undefined, { authorization })).body
type Row = { kind: string; change: string; balance: string | null }
const lines = ({ data }: { data: Row[] }) => data.map(({ kind, change, balance }) => `${kind} ${change} ${balance}`)

const at = (day: number) => new Date(START + day * DAY).toISOString()
const ALL = ['topup 5 55', 'adjust_down -20 50', 'hold -30 70', 'topup 100 100']
const queries = [
  { query: '', is: ALL },
  { query: `?from=${at(1)}`, is: ALL.slice(0, 3) },
  { query: `?to=${at(2)}`, is: ALL.slice(2) },
  { query: `?from=${at(1)}&to=${at(3)}`, is: ALL.slice(1, 3) },
  { query: '?kind=topup', is: ['topup 5 null', 'topup 100 null'] },
  { query: '?kind=capture', is: [] },
  { query: `?from=${at(4)}`, is: [] },
]
for (const { query, is } of queries) {
  test(`/statement${query} is ${JSON.stringify(is)}`, async () => assert.deepEqual(lines(await read(query)), is))
}

test('page after page has the balances that one page has', async () => {
  const seen: string[] = []
  let next: string | null = ''
  while (next !== null) {
    const page: { data: Row[]; next: string | null } = await read(`?limit=1${next === '' ? '' : `&cursor=${next}`}`)
    seen.push(...lines(page))
    next = page.next
  }
  assert.deepEqual(seen, ALL)
})

test('a kind or a time that is none is refused', async () => {
  for (const query of ['?kind=gift', '?from=yesterday', '?to=', '?from=2026-06-30T23:59:60Z']) {
    assert.equal((await read(query)).error.code, 'field_invalid', query)
  }
})

test('the statement is a file, and what was typed into it starts no formula', async () => {
  const answer = await api.app.inject({ url: '/v1/statement.csv', headers: { authorization } })
  const [header, ...rows] = answer.body.trimEnd().split('\r\n')
  assert.equal(header, '\uFEFFat,kind,amount,change,balance,currency,subject_type,subject_id,note,id')
  const columns = rows.map((row) => row.split(','))
  assert.deepEqual(
    columns.map(([, kind, , change, balance, , , , note]) => [kind, change, balance, note]),
    [
      ['topup', '5', '55', 'third'],
      ['adjust_down', '-20', '50', 'second'],
      ['hold', '-30', '70', ''],
      ['topup', '100', '100', "'=first"],
    ],
  )
})

test('a long file is read page by page, its balances counted on', async () => {
  const id = await testAccount(setup)
  const row = (number: number) => {
    const atMs = START + number
    const ids = { id: newId(atMs), subjectId: newId(atMs) }
    return { accountId: id, ...ids, atMs, kind: 'topup', amount: 2n, step: 'credit' } as const
  }
  await setup.database.transaction([id], async (tx) => {
    await addTransfers(
      tx,
      Array.from({ length: 2500 }, (_, index) => row(index)),
    )
    await tx.run({ name: 'test_fill', text: 'update wallets set balance = 5000 where account_id = $1' }, [id])
  })
  const token = `Bearer ${api.token(undefined, { id, currency: 'units' })}`
  const answer = await api.app.inject({ url: '/v1/statement.csv', headers: { authorization: token } })
  const balances = answer.body
    .trimEnd()
    .split('\r\n')
    .slice(1)
    .map((line) => Number(line.split(',')[4]))
  assert.deepEqual(
    balances,
    Array.from({ length: 2500 }, (_, index) => 5000 - 2 * index),
  )
})
