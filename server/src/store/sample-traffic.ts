// When messages that were never queued were sent: the one statement that sample traffic needs beyond the pipeline's.
import { plainArray } from './arrays.ts'
import type { Statement, Tx } from './database.ts'

const SENT_AT: Statement = {
  name: 'sample_messages_sent_at',
  text: `update messages m set sent_at = to_timestamp(r.at / 1000.0)
    from unnest($2::uuid[], $3::float8[]) as r (i, at) where m.account_id = $1 and m.id = r.i`,
}

/** Before they end. */
export function setSentAt(
  tx: Tx,
  accountId: string,
  rows: readonly { messageId: string; atMs: number }[],
): Promise<unknown> {
  return tx.run(SENT_AT, [
    accountId,
    plainArray(rows.map((row) => row.messageId)),
    plainArray(rows.map((row) => row.atMs)),
  ])
}
