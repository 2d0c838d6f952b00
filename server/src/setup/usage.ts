// When a credential was last used: noted in memory for every call, written once a second for all of them.
import type { Caller } from '../core/accounts.ts'
import { markUsed } from '../store/credentials.ts'
import type { Database } from '../store/database.ts'
import { markStaffTokensUsed } from '../store/users.ts'

export type Usage = {
  noteUsed(caller: Caller): void
  noteStaffUsed(tokenId: string): void
  start(): void
  /** Writes what is still to be written. */
  stop(): Promise<void>
}

const EVERY_MS = 1000

export function usage(options: { database: Database; clock: { now(): number }; onError(error: unknown): void }): Usage {
  const { database, clock } = options
  let used = new Map<string, { accountId: string; credentialId: string; atMs: number }>()
  let staff = new Map<string, number>()
  let timer: NodeJS.Timeout | undefined
  let writing: Promise<void> = Promise.resolve()

  async function write(): Promise<void> {
    const credentials = [...used.values()]
    const tokens = staff
    if (credentials.length === 0 && tokens.size === 0) return
    used = new Map()
    staff = new Map()
    const accounts = [...new Set(credentials.map((row) => row.accountId))]
    await database.batch(accounts, async (tx) => {
      if (credentials.length > 0) void markUsed(tx, credentials)
      if (tokens.size > 0) void markStaffTokensUsed(tx, [...tokens.keys()], [...tokens.values()])
    })
  }
  // A line that could not be written is lost: the next use writes a later one.
  const next = (): Promise<void> => (writing = writing.then(write).catch(options.onError))

  return {
    noteUsed({ credential }) {
      const { id: credentialId, accountId } = credential
      used.set(credentialId, { accountId, credentialId, atMs: clock.now() })
    },
    noteStaffUsed(tokenId) {
      staff.set(tokenId, clock.now())
    },
    start() {
      timer = setInterval(() => void next(), EVERY_MS)
    },
    async stop() {
      clearInterval(timer)
      await next()
    },
  }
}
