// A node's lease does not wait for what the node takes over.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setImmediate as turn } from 'node:timers/promises'
import { pino } from 'pino'
import type { Database, Tx } from '../store/database.ts'
import { node } from './node.ts'

/** Answers each statement with one row, once `ready` says so. */
function stand(ready: () => Promise<void>): { database: Database; ran: string[] } {
  const ran: string[] = []
  const tx = {
    run: async ({ name }: { name: string }) => {
      ran.push(name)
      await ready()
      return [{ id: 'a' }]
    },
    see() {},
  } as unknown as Tx
  const transaction = <T>(_scope: unknown, work: (tx: Tx) => Promise<T>): Promise<T> => work(tx)
  return { database: { transaction } as unknown as Database, ran }
}

test('a lease is renewed while a take-over waits for a row that another has locked', async (t) => {
  t.mock.timers.enable({ apis: ['setInterval'] })
  let locked = false
  let unlock = (): void => {}
  const lock = new Promise<void>((resolve) => {
    unlock = resolve
  })
  const lease = stand(async () => {})
  const other = stand(async () => (locked ? lock : undefined))
  const log = pino({ level: 'silent' })
  const self = node({ lease: lease.database, database: other.database, log, alone: false, onLost: assert.fail })
  await self.start()
  locked = true
  for (let n = 0; n < 4; n++) {
    t.mock.timers.tick(2000)
    await turn()
  }
  assert.deepEqual(lease.ran, ['node_add', ...Array(4).fill('node_renew')])
  assert.equal(other.ran.filter((name) => name === 'node_take').length, 2, 'one at the start, one that waits')
  unlock()
  await self.stop()
  assert.equal(lease.ran.at(-1), 'node_leave')
})
