// Messages as accept and settle leave them, without the pipeline: for tests of what is shown.
import { newId } from '../../ids.ts'
import type { Setup } from '../../setup/setup.ts'
import { plainArray } from '../../store/arrays.ts'

type Shown = { msisdn?: string; state?: string; text?: string; atMs?: number }

const REQUEST = {
  name: 'test_request',
  text: `insert into requests (account_id, id, dialect, sender, text, refund_policy, message_count, first_message_id, last_message_id, created_at)
    values ($1, $2, 'native', 'MyApp', '', 'on_failure', $3, $4, $5, now())`,
}
const MESSAGES = {
  name: 'test_messages',
  text: `insert into messages (account_id, id, request_id, number, msisdn, country, text, state, encoding, segments, amount, route_id, route_amount, route_currency, created_at, expires_at)
    select $1, m.i, $2, row_number() over (), m.n, 'TZ', m.t, m.s, 'gsm7', 1, 1, $7, 25000000, 'TZS', to_timestamp(m.at / 1000.0), now()
    from unnest($3::uuid[], $4::text[], $5::text[], $6::text[], $8::float8[]) as m (i, n, t, s, at)`,
}

/** Answers their ids, in the order given. */
export async function putMessages(setup: Setup, accountId: string, messages: readonly Shown[]): Promise<string[]> {
  const nowMs = setup.clock.now()
  const rows = messages.map(({ msisdn = '255712345678', state = 'delivered', text = 'Habari', atMs = nowMs }) => ({
    id: newId(atMs),
    msisdn,
    state,
    text,
    atMs,
  }))
  const ids = rows.map(({ id }) => id)
  await setup.database.transaction([accountId], async (tx) => {
    const requestId = newId(nowMs)
    await tx.run(REQUEST, [accountId, requestId, rows.length, ids[0], ids.at(-1)])
    await tx.run(MESSAGES, [
      accountId,
      requestId,
      plainArray(ids),
      rows.map(({ msisdn }) => msisdn),
      rows.map(({ text }) => text),
      rows.map(({ state }) => state),
      newId(nowMs),
      plainArray(rows.map(({ atMs }) => atMs)),
    ])
  })
  return ids
}
