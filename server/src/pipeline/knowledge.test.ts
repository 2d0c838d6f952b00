import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Database, Tx } from '../store/database.ts'
import { knowledge } from './knowledge.ts'

/** A database whose one answer is how many times it was asked, given when `release` says so. */
function counting() {
  let asked = 0
  const waiting: (() => void)[] = []
  const tx = {
    see() {},
    run: async () => [{ id: String(asked), base: 'UGX', quote: 'KES', rate: BigInt(asked), carriers: [] }],
  }
  const database = {
    async transaction<T>(_scope: unknown, work: (tx: Tx) => Promise<T>): Promise<T> {
      asked++
      const answer = await work(tx as unknown as Tx)
      await new Promise<void>((resolve) => waiting.push(resolve))
      return answer
    },
  } as unknown as Database
  return { database, asked: () => asked, release: () => waiting.splice(0).forEach((each) => void each()) }
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

test('who asks at the same time shares one read, and its answer is kept', async () => {
  const { database, asked, release } = counting()
  const known = knowledge(database)
  const answers = [known.network(), known.network()]
  await turn()
  release()
  await Promise.all(answers)
  await known.network()
  assert.equal(asked(), 1)
})

test('after a change nobody is told what was read before it', async () => {
  const { database, release } = counting()
  const known = knowledge(database)
  const before = known.network()
  await turn()
  known.forget()
  const after = known.network()
  await turn()
  release()
  const rate = async (asked: ReturnType<typeof known.network>) => (await asked).exchangeRates.get('UGX/KES')
  assert.deepEqual([await rate(before), await rate(after), await rate(known.network())], [1n, 2n, 2n])
})

test('a read that failed is not kept', async () => {
  let fails = true
  const database = {
    async transaction() {
      if (fails) throw new Error('away')
      return null
    },
  } as unknown as Database
  const known = knowledge(database)
  await assert.rejects(known.account('a'), /away/)
  fails = false
  assert.equal(await known.account('a'), null)
})
