// Messages of the last 14 days, so that the portal has something to show: in calls small enough to show how far it is.
import cliProgress from 'cli-progress'
import { ACCOUNTS } from '../accounts.ts'
import type { Api } from '../api.ts'

// The most that one call takes.
const BATCH = 500

/** Shared out among the accounts, in turn. Their wallets are afterwards as they were. */
export async function sendSamples(
  api: Api,
  accountIds: string[],
  messages: number,
  progress: NodeJS.WritableStream,
): Promise<void> {
  if (messages === 0) return
  const format = '{bar} {value} of {total} messages'
  const bar = new cliProgress.SingleBar({ format, stream: progress, noTTYOutput: true })
  bar.start(messages, 0)
  try {
    for (let sent = 0; sent < messages; sent += BATCH) {
      const count = Math.min(BATCH, messages - sent)
      const accountId = accountIds[(sent / BATCH) % accountIds.length] as string
      await api.post(`${ACCOUNTS}/${accountId}/sample-traffic`, { count })
      bar.increment(count)
    }
  } finally {
    bar.stop()
  }
}
