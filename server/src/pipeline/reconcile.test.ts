import assert from 'node:assert/strict'
import { test } from 'node:test'
import { pino } from 'pino'
import { testSetup } from '../../../test/harness/setup.ts'
import { until } from '../../../test/harness/until.ts'
import { newId } from '../ids.ts'
import { addRefs, park } from '../store/carrier-refs.ts'
import type { Database, Tx } from '../store/database.ts'
import { reconciler } from './reconcile.ts'

const DAY_MS = 86_400_000

for (const broken of ['none', 'receipts_forget', 'idempotency_forget', 'receipts_adopt']) {
  test(`known receipts are found whatever fails: ${broken}`, async (t) => {
    const { database } = await testSetup(t)
    const [carrierId, messageId] = [newId(), newId()]
    await database.transaction('all', async (tx) => {
      const at = (remoteId: string, atMs: number) => ({ carrierId, remoteId, id: newId(), receipt: {}, atMs })
      await park(tx, [at('known', Date.now()), at('unknown', Date.now()), at('old', Date.now() - 2 * DAY_MS)])
      const ref = { carrierId, remoteId: 'known', accountId: newId(), messageId, segment: 1, segments: 1 }
      await addRefs(tx, [ref], Date.now())
    })
    const tried = new Set<string>()
    const revisited: string[] = []
    const watched = (tx: Tx): Tx => ({
      ...tx,
      run(statement, values) {
        tried.add(statement.name)
        if (statement.name === broken) throw new Error('canceling statement due to statement timeout')
        return tx.run(statement, values)
      },
    })
    const reconcile = reconciler({
      database: {
        ...database,
        batch: (scope, work) => database.batch(scope, (tx) => work(watched(tx))),
        transaction: (scope, work) => database.transaction(scope, (tx) => work(watched(tx))),
      } satisfies Database,
      recorder: { revisit: async (keys) => void revisited.push(...keys.map(({ remoteId }) => remoteId)) },
      log: pino({ level: 'silent' }),
    })
    reconcile.start()
    await until(() => tried.has('receipts_adopt') && revisited.length > 0, 10)
    await reconcile.stop()
    assert.deepEqual([...new Set(revisited)], ['known'])
    assert.ok(tried.has('receipts_forget') && tried.has('idempotency_forget'))
    const left = await database.transaction('all', (tx) =>
      tx.run<{ remote_id: string }>({ name: 'test_left', text: 'select remote_id from parked_receipts order by 1' }),
    )
    const old = broken === 'receipts_forget' ? ['old'] : []
    assert.deepEqual(
      left.map(({ remote_id }) => remote_id),
      ['known', ...old, 'unknown'],
    )
  })
}
