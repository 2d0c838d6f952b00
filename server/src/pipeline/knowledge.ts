// What is known without asking the database each time: accounts, credentials, endpoints and the network, at most a second
// old. A change made through this node is seen at once; one made through another, within that second.
import { LRUCache } from 'lru-cache'
import type { Account, Credential } from '../core/accounts.ts'
import type { Database, Tx } from '../store/database.ts'
import * as snapshots from '../store/snapshots.ts'

const MAX_AGE_MS = 1000 // a revoked key stops working within a second on every node (S1)
const ACCOUNTS_MAX = 10_000

export type Knowledge = {
  credential(secretHash: Buffer): Promise<Credential | null>
  account(id: string): Promise<Account | null>
  webhooks(accountId: string): Promise<snapshots.Webhooks>
  network(): Promise<snapshots.Network>
  /** Something of this account was changed here, or of the installation: whatever follows sees it. */
  forget(accountId?: string): void
}

/** A read, and how many changes there had been when it began. */
type Read<V> = { begun: number; value: V }

export function knowledge(database: Database): Knowledge {
  const changes = changesByAccount()

  /** Reads once for all who ask at the same time. "Nobody" is an answer worth keeping, too, so values are wrapped. */
  function remembered<V>(
    max: number,
    read: (key: string) => Promise<V>,
    accountOf: (value: V, key: string) => string | null,
  ): (key: string) => Promise<V> {
    const known = new LRUCache<string, Read<V>>({ max, ttl: MAX_AGE_MS })
    const asked = new Map<string, Read<Promise<V>>>()
    const holds = ({ begun, value }: Read<V>, key: string): boolean => !changes.isAfter(begun, accountOf(value, key))

    function ask(key: string): Promise<V> {
      const begun = changes.count()
      const value = read(key).then((value) => {
        if (holds({ begun, value }, key)) known.set(key, { begun, value })
        return value
      })
      const mine = { begun, value }
      asked.set(key, mine)
      const done = (): void => void (asked.get(key) === mine && asked.delete(key))
      value.then(done, done)
      return value
    }

    return (key) => {
      const found = known.get(key)
      if (found && holds(found, key)) return Promise.resolve(found.value)
      const asking = asked.get(key)
      // What is being read may be from before a change, of whom is not known yet: whoever asks from here on reads anew.
      return asking?.begun === changes.count() ? asking.value : ask(key)
    }
  }
  const reading = <V>(scope: readonly string[] | 'all', work: (tx: Tx) => Promise<V>): Promise<V> =>
    database.transaction(scope, work)
  const itself = (_value: unknown, accountId: string): string => accountId

  const credentials = remembered(
    100_000,
    (hash) => reading([], (tx) => snapshots.credentialOfHash(tx, Buffer.from(hash, 'latin1'))),
    (credential) => credential?.accountId ?? null, // nobody has asked with a secret before it is made
  )
  const accounts = remembered(ACCOUNTS_MAX, (id) => reading([id], (tx) => snapshots.readAccount(tx, id)), itself)
  const webhooks = remembered(ACCOUNTS_MAX, (id) => reading([id], (tx) => snapshots.readWebhooks(tx, id)), itself)
  const network = remembered(
    1,
    () => reading('all', snapshots.readNetwork),
    () => null,
  )

  return {
    credential: (secretHash) => credentials(secretHash.toString('latin1')),
    account: accounts,
    webhooks,
    network: () => network('network'),
    forget: changes.add,
  }
}

/** Which change was an account's last, so that a change of one tenant leaves what is known of the others. */
function changesByAccount() {
  let count = 0
  let lastOfAll = 0
  const lastOf = new LRUCache<string, number>({
    max: ACCOUNTS_MAX,
    // Of whom it is no longer known counts for all.
    dispose(last, _accountId, reason) {
      if (reason === 'evict') lastOfAll = Math.max(lastOfAll, last)
    },
  })
  return {
    count: () => count,
    add(accountId?: string): void {
      count++
      if (accountId === undefined) lastOfAll = count
      else lastOf.set(accountId, count)
    },
    /** Whether something changed after so many changes; null is what belongs to no account. */
    isAfter: (begun: number, accountId: string | null): boolean =>
      lastOfAll > begun || (accountId !== null && (lastOf.peek(accountId) ?? 0) > begun),
  }
}
