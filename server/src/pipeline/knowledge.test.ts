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

const OF_ONE = ['account_snapshot', 'webhook_endpoints_of', 'credential_of_hash']
const OF_ALL = [...OF_ONE, ...OF_ONE, 'credential_of_hash', 'routes_all']
const range = (n: number): number[] => Array.from({ length: n }, (_, index) => index)

test('a change of one account leaves what is known of the others, and of the network', async () => {
  const asked: string[] = []
  const database = {
    async transaction<T>(scope: string[] | 'all', work: (tx: Tx) => Promise<T>): Promise<T> {
      let account = scope[0] ?? ''
      const tx = {
        see([accountId]: string[]) {
          account = accountId as string
        },
        run: async ({ name }: { name: string }, values: unknown[] = []) => {
          asked.push(name)
          if (name === 'credential_of_hash') {
            const [hash] = values as [Buffer]
            return hash.toString() === 'nobody' ? [] : [{ account_id: hash.toString(), credential_id: 'c' }]
          }
          if (name === 'credential_read')
            return [{ account_id: account, permissions: [], allowed_ips: [], expires_at: null, revoked_at: null }]
          return []
        },
      }
      return work(tx as unknown as Tx)
    },
  } as unknown as Database
  const known = knowledge(database)
  const all = async (): Promise<string[]> => {
    asked.length = 0
    for (const id of ['a', 'b']) {
      await known.account(id)
      await known.webhooks(id)
      await known.credential(Buffer.from(id))
    }
    await known.credential(Buffer.from('nobody'))
    await known.network()
    return asked.filter((name) => /^(account_snapshot|webhook_endpoints_of|credential_of_hash|routes_all)$/.test(name))
  }
  const rows: [what: string, change: () => void, readAnew: string[]][] = [
    ['nothing', () => {}, []],
    ['one account', () => known.forget('a'), OF_ONE],
    ['one that is not known', () => known.forget('c'), []],
    ['more accounts than are counted', () => range(10_001).forEach((n) => void known.forget(`x${n}`)), OF_ALL],
    ['the installation', () => known.forget(), OF_ALL],
  ]
  await all()
  for (const [what, change, readAnew] of rows) {
    change()
    assert.deepEqual(await all(), readAnew, what)
  }
})

test('a read that began before a change of its account is not kept, one of another account is', async () => {
  const { database, asked, release } = counting()
  const known = knowledge(database)
  const reads = [known.webhooks('a'), known.webhooks('b')]
  await turn()
  known.forget('a')
  release()
  await Promise.all(reads)
  await known.webhooks('b')
  assert.equal(asked(), 2)
  const again = known.webhooks('a')
  await turn()
  release()
  await again
  assert.equal(asked(), 3)
})
