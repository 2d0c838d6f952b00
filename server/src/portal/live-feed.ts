// What has changed in the accounts that pages are open on: one look at the database a tick for all of them, and none while
// nobody watches. Each watcher is told what is new since it was told last.
import type { MessageState } from '../core/messages.ts'
import { firstIdAt } from '../ids.ts'
import type { Setup } from '../setup/setup.ts'
import { newestMessages, type WatchedWallet, watchedWallets, whoStillMay } from '../store/live.ts'
import { ABSOLUTE_MS, IDLE_MS } from './sessions.ts'

export type Change = { id: string; state: MessageState; was: MessageState | null; done_at: string | null }

export type News = {
  wallet: Pick<WatchedWallet, 'balance' | 'held'>
  changes: Change[]
  /** There was more than is looked at: what is shown had better be asked for anew. */
  more: boolean
}

type Watcher = {
  sessionId: string
  accountId: string
  tell(news: News): void
  /** Signed out, or no longer of the account. */
  end(): void
}

type LiveFeed = {
  /** Answers how to stop; null when there are too many watchers. */
  watch(watcher: Watcher): (() => void) | null
  tick(): Promise<void>
  close(): void
}

const TICK_MS = 1_000
const WATCHERS_MAX = 500
const PER_SESSION_MAX = 8
const MESSAGES_MAX = 200
const RECENT_MS = 30 * 60_000
/** A session that was ended is known to be so after this many ticks. */
const TICKS_A_SESSION = 3

type Known = { wallet: WatchedWallet; states: Map<string, MessageState> }

export function liveFeed(
  { database, clock }: Pick<Setup, 'database' | 'clock'>,
  { tickMs = TICK_MS, onError }: { tickMs?: number; onError(error: unknown): void },
): LiveFeed {
  const watchers = new Set<Watcher>()
  const known = new Map<string, Known>()
  let timer: NodeJS.Timeout | undefined
  let ticks = 0

  async function tick(): Promise<void> {
    if (watchers.size === 0) return
    const nowMs = clock.now()
    if (++ticks % TICKS_A_SESSION === 0) await endOthers(nowMs)
    const accountIds = [...new Set([...watchers].map(({ accountId }) => accountId))]
    for (const id of known.keys()) if (!accountIds.includes(id)) known.delete(id)
    await database.transaction(accountIds, async (tx) => {
      const wallets = await watchedWallets(tx, accountIds)
      const moved = wallets.filter((wallet) => hasMoved(known.get(wallet.account_id), wallet))
      if (moved.length === 0) return
      const ids = moved.map(({ account_id }) => account_id)
      const rows = await newestMessages(tx, ids, firstIdAt(nowMs - RECENT_MS), MESSAGES_MAX)
      for (const wallet of moved) {
        const own = rows.filter(({ account_id }) => account_id === wallet.account_id)
        const before = known.get(wallet.account_id)
        const states = new Map(own.map(({ id, state }) => [id, state]))
        known.set(wallet.account_id, { wallet, states })
        if (!before) continue // the first look: pages have read this themselves
        const changes = own.flatMap(({ id, state, done_at }) => {
          const was = before.states.get(id) ?? null
          return was === state ? [] : [{ id, state, was, done_at: done_at?.toISOString() ?? null }]
        })
        const more = wallet.messages - before.wallet.messages > BigInt(MESSAGES_MAX) || own.length === MESSAGES_MAX
        if (changes.length === 0 && sameMoney(before.wallet, wallet)) continue
        for (const watcher of watchers) {
          if (watcher.accountId === wallet.account_id) watcher.tell({ wallet, changes, more })
        }
      }
    })
  }

  async function endOthers(nowMs: number): Promise<void> {
    const times = { seenAfterMs: nowMs - IDLE_MS, createdAfterMs: nowMs - ABSOLUTE_MS, nowMs }
    const asked = [...watchers]
    const rows = await database.transaction([], (tx) => whoStillMay(tx, asked, times))
    const may = new Set(rows.map(({ session_id, account_id }) => `${session_id} ${account_id}`))
    for (const watcher of asked) {
      if (may.has(`${watcher.sessionId} ${watcher.accountId}`)) continue
      watchers.delete(watcher)
      watcher.end()
    }
  }

  function schedule(): void {
    timer ??= setTimeout(async () => {
      await tick().catch(onError)
      timer = undefined
      if (watchers.size > 0) schedule()
    }, tickMs)
  }

  return {
    watch(watcher) {
      const mine = [...watchers].filter(({ sessionId }) => sessionId === watcher.sessionId).length
      if (watchers.size >= WATCHERS_MAX || mine >= PER_SESSION_MAX) return null
      watchers.add(watcher)
      schedule()
      return () => watchers.delete(watcher)
    },
    tick,
    close() {
      clearTimeout(timer)
      for (const watcher of watchers) watcher.end()
      watchers.clear()
    },
  }
}

/** A wallet moves when a message is accepted and when it ends; between the two its open messages are looked at each time. */
function hasMoved(before: Known | undefined, wallet: WatchedWallet): boolean {
  if (!before || !sameMoney(before.wallet, wallet) || before.wallet.messages !== wallet.messages) return true
  return [...before.states.values()].some((state) => state === 'queued' || state === 'sent' || state === 'scheduled')
}

const sameMoney = (one: WatchedWallet, other: WatchedWallet): boolean =>
  one.balance === other.balance && one.held === other.held
