// Step 7: what a subscriber writes to a number of ours. Stored once, with what its first word does and the callbacks that
// tell of it, in one transaction; answered by an ordinary message; and the carrier's once all of that is durable.
import type { Logger } from 'pino'
import type { CarrierEvents, InboundMessage, InboundTaken } from '../carriers/carrier.ts'
import { type InboundEvent, plainNumber, REPLIES_WITHIN_MS, type ReplyStop, replyStop } from '../core/inbound.ts'
import { type KeywordRule, keywordOf, ruleFor } from '../core/keywords.ts'
import { parseMsisdn } from '../core/recipients.ts'
import { newId } from '../ids.ts'
import { type Database, isUnavailable, type Tx } from '../store/database.ts'
import {
  addInbound,
  countReplies,
  findRedelivered,
  inboundContext,
  markAcknowledged,
  noteReply,
} from '../store/inbound.ts'
import { findNumber, isOwnNumber, type NumberRow } from '../store/numbers.ts'
import { addOptOut, removeOptOutOf } from '../store/opt-outs.ts'
import type { Accept } from './accept.ts'
import type { InboundTarget } from './announce.ts'
import { batches } from './batches.ts'
import type { Knowledge } from './knowledge.ts'
import type { Announced, Teller } from './tell.ts'

export type Inbound = {
  take: CarrierEvents['onInbound']
  /** When all that the carriers were told is noted. */
  idle(): Promise<void>
}

/** What is stored, and what is still to be done about it once it is committed. */
type Stored = {
  id: string
  accountId: string
  action: string | null
  reply: string | null
  /** Why the reply is not sent. */
  stop: ReplyStop | null
  optedOut: boolean
  announced: Announced
}

const ACKNOWLEDGED_MAX = 500

export function inbound(options: {
  database: Database
  knowledge: Knowledge
  teller: Teller
  accept: Accept
  /** Told of a write that failed: whether it was committed may not be known. */
  onFailure(error: unknown): void
  clock: { now(): number }
  log: Logger
}): Inbound {
  const { database, knowledge, teller, accept, clock, log } = options

  const acknowledged = batches<{ accountId: string; id: string }, undefined>({
    underWayMax: 1,
    weightMax: ACKNOWLEDGED_MAX,
    isTransient: isUnavailable,
    run: async (items) => {
      const accounts = [...new Set(items.map((item) => item.accountId))]
      await database.transaction(accounts, (tx) => markAcknowledged(tx, items))
      return items.map(() => undefined)
    },
  })

  /** Null when the number is nobody's. */
  function store(carrierId: string, message: InboundMessage): Promise<Stored | null> {
    const [from, to] = [plainNumber(message.from), plainNumber(message.to)]
    return database.transaction('all', async (tx) => {
      const [number, fromOwnNumber] = await Promise.all([findNumber(tx, to, carrierId), isOwnNumber(tx, from)])
      if (!number) return null
      const accountId = number.account_id
      tx.see([accountId])
      const stopOf = async (reply: string | null): Promise<ReplyStop | null> =>
        reply === null
          ? null
          : replyStop(fromOwnNumber, await countReplies(tx, accountId, from, clock.now() - REPLIES_WITHIN_MS))
      const { text, receivedAtMs } = message
      const row = { id: newId(clock.now()), number: number.number, msisdn: from, text, carrierId, receivedAtMs }
      const keyword = keywordOf(text)
      const [before, { rule: own, builtInKeywords, currency }] = await Promise.all([
        findRedelivered(tx, accountId, row),
        inboundContext(tx, accountId, keyword),
      ])
      if (before) {
        const { id, action, reply, reply_request_id, reply_refused } = before
        const due = reply_request_id === null && reply_refused === null ? reply : null
        return { id, accountId, action, reply: due, stop: await stopOf(due), optedOut: false, announced: NOTHING }
      }
      const rule = ruleFor(keyword, own, builtInKeywords)
      const changed = rule === null ? false : await obey(tx, accountId, from, rule)
      const isChoice = rule?.action === 'opt_out' || rule?.action === 'opt_in'
      const reply = rule === null || (isChoice && !changed) ? null : rule.reply
      const met = { keyword: rule?.keyword ?? null, action: rule?.action ?? null }
      void addInbound(tx, accountId, row, { ...met, reply })
      const event = { ...message, id: row.id, accountId, from, to, keyword: met.keyword, currency }
      const announced = tellAll(tx, event, number, rule)
      const { action } = met
      return {
        id: row.id,
        accountId,
        action,
        reply,
        stop: await stopOf(reply),
        optedOut: changed && action === 'opt_out',
        announced,
      }
    })
  }

  /** Whether it made a difference: one who had opted out before is not told so again. */
  async function obey(tx: Tx, accountId: string, msisdn: string, { action }: KeywordRule): Promise<boolean> {
    const nowMs = clock.now()
    if (action === 'opt_in') return removeOptOutOf(tx, accountId, msisdn)
    if (action !== 'opt_out') return false
    return (
      (await addOptOut(tx, accountId, { id: newId(nowMs), msisdn, source: 'keyword', createdAtMs: nowMs })) !== null
    )
  }

  function tellAll(tx: Tx, event: InboundEvent, number: NumberRow, rule: KeywordRule | null): Announced {
    const nowMs = clock.now()
    const { callback_url: url, style } = number
    const targets: InboundTarget[] = url === null ? [] : [{ id: event.id, url, style }]
    if (rule?.action === 'forward' && rule.url !== null) targets.push({ id: newId(nowMs), url: rule.url, style })
    return teller.announceInbound(tx, event, targets, nowMs)
  }

  /** By its key it is accepted once, however often the carrier brings the message. */
  async function answer({ id, accountId, action, reply, stop }: Stored, message: InboundMessage): Promise<void> {
    if (reply === null) return
    const recipient = parseMsisdn(plainNumber(message.from), 'international')
    const account = await knowledge.account(accountId)
    let outcome: { requestId: string | null; refused: string | null }
    if (stop !== null) outcome = { requestId: null, refused: stop }
    else if (!recipient.ok) outcome = { requestId: null, refused: 'recipient_invalid' }
    else if (account?.status !== 'active') outcome = { requestId: null, refused: 'account_not_active' }
    else {
      const sender = plainNumber(message.to)
      const accepted = await accept({
        caller: { account, credential: null },
        dialect: 'native',
        draft: { sender, text: reply, recipients: [recipient.value], routeCode: null },
        callback: null,
        idempotency: { key: `inbound ${id}`, bodyHash: Buffer.from(id) },
        waits: false,
        confirmsOptOut: action === 'opt_out',
      })
      if (!accepted.ok && accepted.error.code === 'idempotency_key_busy') return // answered before
      if (!accepted.ok && accepted.error.code === 'unavailable') throw new Error('the reply has to wait') // the carrier brings it again
      outcome = accepted.ok
        ? { requestId: accepted.value.requestId, refused: null }
        : { requestId: null, refused: accepted.error.code }
    }
    await database.transaction([accountId], (tx) => noteReply(tx, accountId, id, outcome))
  }

  let unowned = 0

  return {
    async take(carrierId, message): Promise<InboundTaken> {
      const stored = await store(carrierId, message).catch((error) => {
        options.onFailure(error)
        throw error
      })
      if (!stored) {
        unowned++
        // It will be nobody's when it comes again, too.
        if (Number.isInteger(Math.log2(unowned)))
          log.warn({ carrierId, count: unowned }, 'messages to numbers that nobody has')
        return undefined
      }
      const { id, accountId } = stored
      if (stored.optedOut && !(await knowledge.account(accountId))?.hasOptOuts) knowledge.forget(accountId)
      teller.take(stored.announced)
      await answer(stored, message)
      return () => {
        acknowledged
          .add({ accountId, id })
          .catch((error) => log.warn({ err: error }, 'acknowledgements were not noted'))
      }
    },
    idle: () => acknowledged.idle(),
  }
}

const NOTHING: Announced = { jobs: [], owner: null }
