// The one statement that accepts an account's requests: the guarded hold, and only with it the requests, their messages,
// their places in the queue and their entries in the book. All of an account's requests in a batch, or none.
import { MOVEMENTS } from '../core/ledger.ts'
import { plainArray, textArray } from './arrays.ts'
import type { Statement, Tx } from './database.ts'
import type { WalletRow } from './wallets.ts'

type AcceptedRequest = {
  id: string
  dialect: string
  credentialId: string | null
  sender: string
  text: string
  refundPolicy: string
  firstMessageId: string
  lastMessageId: string
  messageCount: number
  callback: unknown
  reference: string | null
  /** Somebody is told when all of its messages are final. */
  tellsWhenDone: boolean
  createdAtMs: number
  transferId: string
  /** What is held for it, in the wallet's unit. */
  amount: bigint
}

export type AcceptedMessage = {
  id: string
  requestId: string
  msisdn: string
  country: string
  recipientName: string | null
  /** Where it differs from the request's. */
  text: string | null
  encoding: string
  segments: number
  amount: bigint
  routeId: string
  routeAmount: bigint
  routeCurrency: string
  exchangeRate: bigint | null
  createdAtMs: number
  /** When it is to go out; null is now. */
  dueAtMs: number | null
  expiresAtMs: number
  /** The node that has it in memory; null leaves it to whoever claims it. */
  owner: string | null
}

const { debit, credit } = MOVEMENTS.hold

// The hold comes first: without a row from it nothing else is written. Messages are numbered in their order.
const ACCEPT: Statement = {
  name: 'accept',
  text: `with wallet as (
      update wallets set held = held + $2, messages = messages + $3
      where account_id = $1 and balance - held >= $2
      returning account_id, currency, balance, held, messages
    ), request as (
      select q.*, to_timestamp(at / 1000.0) as created
      from unnest($4::uuid[], $5::text[], $6::uuid[], $7::text[], $8::text[], $9::text[], $10::uuid[], $11::uuid[], $12::int[],
        $13::jsonb[], $14::text[], $15::bool[], $16::float8[], $17::uuid[], $18::bigint[])
        as q (id, dialect, credential, sender, body, policy, first, last, n, callback, reference, tells, at, transfer, amount)
        cross join wallet
    ), requested as (
      insert into requests (account_id, id, dialect, credential_id, sender, text, refund_policy, message_count, first_message_id,
        last_message_id, callback, reference, open_messages, created_at)
      select $1, id, dialect, credential, sender, body, policy, n, first, last, callback, reference, case when tells then n end, created
      from request
    ), booked as (
      insert into transfers (account_id, id, at, kind, debit, credit, amount, subject_id, step)
      select $1, transfer, created, 'hold', '${debit}', '${credit}', amount, id, 'hold' from request where amount > 0
    ), message as (
      select m.*, wallet.messages - $3 + m.ord as number, to_timestamp(at / 1000.0) as created, to_timestamp(until / 1000.0) as expires
      from unnest($19::uuid[], $20::uuid[], $21::text[], $22::text[], $23::text[], $24::text[], $25::text[], $26::int[], $27::bigint[],
        $28::uuid[], $29::bigint[], $30::text[], $31::bigint[], $32::float8[], $33::float8[], $34::float8[], $35::uuid[]) with ordinality
        as m (id, request, msisdn, country, name, body, encoding, segments, amount, route, route_amount, route_currency, rate, at, due, until,
          owner, ord)
        cross join wallet
    ), queued as (
      insert into queue (account_id, message_id, route_id, due_at, expires_at, owner, waits_in)
      select $1, id, route, coalesce(to_timestamp(due / 1000.0), created), expires, owner, case when due is not null then request end
      from message
    ), stored as (
      insert into messages (account_id, id, request_id, number, msisdn, country, recipient_name, text, state, encoding, segments, amount,
        route_id, route_amount, route_currency, exchange_rate, created_at, expires_at)
      select $1, id, request, number, msisdn, country, name, body, case when due is null then 'queued' else 'scheduled' end, encoding,
        segments, amount, route, route_amount, route_currency, rate, created, expires
      from message
    )
    select * from wallet`,
}

/** The wallet as it is afterwards; null, and nothing written, when it cannot pay for all of it. */
export async function acceptAll(
  tx: Tx,
  accountId: string,
  requests: readonly AcceptedRequest[],
  messages: readonly AcceptedMessage[],
): Promise<WalletRow | null> {
  const rows = await tx.run<WalletRow>(ACCEPT, [
    accountId,
    requests.reduce((sum, request) => sum + request.amount, 0n),
    messages.length,
    plainArray(requests.map((row) => row.id)),
    plainArray(requests.map((row) => row.dialect)),
    plainArray(requests.map((row) => row.credentialId)),
    textArray(requests.map((row) => row.sender)),
    textArray(requests.map((row) => row.text)),
    plainArray(requests.map((row) => row.refundPolicy)),
    plainArray(requests.map((row) => row.firstMessageId)),
    plainArray(requests.map((row) => row.lastMessageId)),
    plainArray(requests.map((row) => row.messageCount)),
    textArray(requests.map((row) => (row.callback === null ? null : JSON.stringify(row.callback)))),
    textArray(requests.map((row) => row.reference)),
    plainArray(requests.map((row) => row.tellsWhenDone)),
    plainArray(requests.map((row) => row.createdAtMs)),
    plainArray(requests.map((row) => row.transferId)),
    plainArray(requests.map((row) => row.amount)),
    plainArray(messages.map((row) => row.id)),
    plainArray(messages.map((row) => row.requestId)),
    plainArray(messages.map((row) => row.msisdn)),
    plainArray(messages.map((row) => row.country)),
    textArray(messages.map((row) => row.recipientName)),
    textArray(messages.map((row) => row.text)),
    plainArray(messages.map((row) => row.encoding)),
    plainArray(messages.map((row) => row.segments)),
    plainArray(messages.map((row) => row.amount)),
    plainArray(messages.map((row) => row.routeId)),
    plainArray(messages.map((row) => row.routeAmount)),
    plainArray(messages.map((row) => row.routeCurrency)),
    plainArray(messages.map((row) => row.exchangeRate)),
    plainArray(messages.map((row) => row.createdAtMs)),
    plainArray(messages.map((row) => row.dueAtMs)),
    plainArray(messages.map((row) => row.expiresAtMs)),
    plainArray(messages.map((row) => row.owner)),
  ])
  return rows[0] ?? null
}
