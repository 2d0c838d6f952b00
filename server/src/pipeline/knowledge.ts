// What is known without asking the database each time: accounts, credentials, endpoints and the network, at most a second
// old. A change made through this node is seen at once; one made through another, within that second.
import { LRUCache } from 'lru-cache'
import type { Account, Credential } from '../core/accounts.ts'
import type { Database, Tx } from '../store/database.ts'
import * as snapshots from '../store/snapshots.ts'

const MAX_AGE_MS = 1000 // a revoked key stops working within a second on every node (S1)

export type Knowledge = {
  credential(secretHash: Buffer): Promise<Credential | null>
  account(id: string): Promise<Account | null>
  webhooks(accountId: string): Promise<snapshots.Webhooks>
  network(): Promise<snapshots.Network>
  /** Something was changed here: whatever follows sees it. */
  forget(): void
}

export function knowledge(database: Database): Knowledge {
  const forgetters: (() => void)[] = []

  /** Reads once for all who ask at the same time. "Nobody" is an answer worth keeping, too, so values are wrapped. */
  function remembered<V>(max: number, read: (key: string) => Promise<V>): (key: string) => Promise<V> {
    const known = new LRUCache<string, { value: V }>({ max, ttl: MAX_AGE_MS })
    let asked = new Map<string, Promise<V>>()
    forgetters.push(() => {
      known.clear()
      asked = new Map() // what is being read now may be from before the change: whoever asks from here on reads anew
    })

    function ask(key: string): Promise<V> {
      const mine = asked
      const answer = read(key).then((value) => {
        if (mine === asked) known.set(key, { value })
        return value
      })
      mine.set(key, answer)
      const done = (): void => void mine.delete(key)
      answer.then(done, done)
      return answer
    }

    return (key) => {
      const found = known.get(key)
      return found ? Promise.resolve(found.value) : (asked.get(key) ?? ask(key))
    }
  }
  const reading = <V>(scope: readonly string[] | 'all', work: (tx: Tx) => Promise<V>): Promise<V> =>
    database.transaction(scope, work)

  const credentials = remembered(100_000, (hash) =>
    reading([], (tx) => snapshots.credentialOfHash(tx, Buffer.from(hash, 'latin1'))),
  )
  const accounts = remembered(10_000, (id) => reading([id], (tx) => snapshots.readAccount(tx, id)))
  const webhooks = remembered(10_000, (id) => reading([id], (tx) => snapshots.readWebhooks(tx, id)))
  const network = remembered(1, () => reading('all', snapshots.readNetwork))

  return {
    credential: (secretHash) => credentials(secretHash.toString('latin1')),
    account: accounts,
    webhooks,
    network: () => network('network'),
    forget() {
      for (const forget of forgetters) forget()
    },
  }
}
