// What open pages watch: wallets and the newest messages of many accounts at once, and who may still watch them.
import type { MessageState } from '../core/messages.ts'
import { plainArray } from './arrays.ts'
import type { Statement, Tx } from './database.ts'

export type WatchedWallet = { account_id: string; balance: bigint; held: bigint; messages: bigint }

const WALLETS: Statement = {
  name: 'live_wallets',
  text: 'select account_id, balance, held, messages from wallets where account_id = any ($1::uuid[])',
}

export function watchedWallets(tx: Tx, accountIds: readonly string[]): Promise<WatchedWallet[]> {
  return tx.run<WatchedWallet>(WALLETS, [plainArray(accountIds)])
}

type WatchedMessage = { account_id: string; id: string; state: MessageState; done_at: Date | null }

// A range of the key from its end: what it costs does not grow with the account.
const NEWEST: Statement = {
  name: 'live_messages',
  text: `select m.* from unnest($1::uuid[]) as a (id) cross join lateral (
      select account_id, id, state, done_at from messages where account_id = a.id and id >= $2 order by id desc limit $3
    ) m`,
}

/** Of each account, the newest first. */
export function newestMessages(
  tx: Tx,
  accountIds: readonly string[],
  fromId: string,
  limit: number,
): Promise<WatchedMessage[]> {
  return tx.run<WatchedMessage>(NEWEST, [plainArray(accountIds), fromId, limit])
}

export type Watcher = { sessionId: string; accountId: string }

const STILL: Statement = {
  name: 'live_watchers',
  text: `select x.s as session_id, x.a as account_id from unnest($1::uuid[], $2::uuid[]) as x (s, a)
    join sessions s on s.id = x.s and s.last_seen_at > $3 and s.created_at > $4
    where exists (select from memberships m where m.user_id = s.user_id and m.account_id = x.a)
      or exists (select from impersonations i where i.token_hash = s.token_hash and i.account_id = x.a and i.until > $5)`,
}

/** Those whose session still holds, and whose person still belongs to the account or is staff within it. */
export function whoStillMay(
  tx: Tx,
  watchers: readonly Watcher[],
  times: { seenAfterMs: number; createdAfterMs: number; nowMs: number },
): Promise<{ session_id: string; account_id: string }[]> {
  return tx.run(STILL, [
    plainArray(watchers.map(({ sessionId }) => sessionId)),
    plainArray(watchers.map(({ accountId }) => accountId)),
    new Date(times.seenAfterMs),
    new Date(times.createdAfterMs),
    new Date(times.nowMs),
  ])
}
