import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testDatabase } from '../../../test/harness/database.ts'
import { isInDoubt, isUnavailable, openDatabase, type Tx } from './database.ts'

const failureOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => assert.fail('it was expected to fail'),
    (error) => error,
  )

test('a transaction is in doubt only when its connection was lost after its commit had been sent', async (t) => {
  let close = async (): Promise<void> => {}
  t.after(() => close())
  const { appUrl } = await testDatabase(t)
  const database = openDatabase({ url: appUrl, connectionsMax: 1 })
  close = () => database.close()
  const cut = { name: '', text: 'select pg_terminate_backend(pg_backend_pid())' }
  const hurry = { name: '', text: 'set local statement_timeout = 20' }
  const sleep = { name: '', text: 'select pg_sleep(5)' }
  const rows: [what: string, work: (tx: Tx) => Promise<unknown>, isInDoubt: boolean][] = [
    ['cut with the commit under way', async (tx) => void tx.run(cut), true],
    ['cut before the commit', (tx) => tx.run(cut), false],
    ['a statement too slow', (tx) => Promise.all([tx.run(hurry), tx.run(sleep)]), false],
    ['a statement that is wrong', async (tx) => void tx.run({ name: '', text: 'select 1 / 0' }), false],
  ]
  for (const [what, work, expected] of rows) {
    const failure = await failureOf(database.transaction('all', work))
    assert.equal(isInDoubt(failure), expected, what)
  }
  assert.equal(await database.ping(), true)
})

test('a database that cannot be reached leaves nothing in doubt', async (t) => {
  const database = openDatabase({ url: 'postgres://nobody@127.0.0.1:1/none', connectionsMax: 1 })
  t.after(() => database.close())
  const failure = await failureOf(database.transaction('all', async () => {}))
  assert.equal(isUnavailable(failure), true)
  assert.equal(isInDoubt(failure), false)
})
