// What sample traffic would have been: requests of the last 14 days, priced as today's are, and how each message ended.
import { randomUUID } from 'node:crypto'
import type { Account } from '../core/accounts.ts'
import type { FailureReason } from '../core/messages.ts'
import type { ExchangeRates } from '../core/quotes.ts'
import { parseMsisdn, type Recipient } from '../core/recipients.ts'
import { decide, type PricedMessage } from '../core/requests.ts'
import type { RouteTable } from '../core/routes.ts'
import { CAMPAIGNS, DESTINATIONS, filledIn, NOTICES } from './sample-texts.ts'

export type PastMessage = {
  id: string
  priced: PricedMessage
  state: 'delivered' | 'failed'
  reason: FailureReason | null
  /** As the carrier worded its receipt, or its refusal. */
  stat: string
  /** Null where no carrier took it. */
  sentAtMs: number | null
  doneAtMs: number
}

export type PastRequest = { id: string; atMs: number; sender: string; text: string; messages: PastMessage[] }

type Sampling = {
  account: Account
  network: { routes: RouteTable; exchangeRates: ExchangeRates }
  /** How many messages in all. */
  count: number
  nowMs: number
  /** In [0, 1). */
  chance(): number
}

/** The oldest first; none where the account has no approved sender for a destination that is served. */
export function sampleRequests(sampling: Sampling): PastRequest[] {
  const destinations = served(sampling)
  if (destinations.length === 0) return []
  const requests: PastRequest[] = []
  for (let left = sampling.count; left > 0; ) {
    const request = sampleRequest(sampling, pick(destinations, sampling.chance), left)
    requests.push(request)
    left -= request.messages.length
  }
  return requests.sort((one, other) => one.atMs - other.atMs)
}

type Destination = { pattern: string; share: number; sender: string }

function served({ account, network }: Sampling): Destination[] {
  return DESTINATIONS.flatMap(({ country, pattern, share }) => {
    const senders = [...account.senders.values()].filter((each) => each.status === 'approved')
    const sender = senders.find(({ countries }) => countries === null || countries.includes(country))?.name
    if (sender === undefined) return []
    const draft = { sender, text: 'x', recipients: [recipient(pattern, () => 0)], routeCode: null }
    return decide(draft, account, network).ok ? [{ pattern, share, sender }] : []
  })
}

const CAMPAIGN_SHARE = 0.12
const CAMPAIGN_MAX = 20

function sampleRequest(sampling: Sampling, destination: Destination, left: number): PastRequest {
  const { account, network, nowMs, chance } = sampling
  const isCampaign = chance() < CAMPAIGN_SHARE
  const size = isCampaign ? Math.min(left, 5 + Math.floor(chance() * (CAMPAIGN_MAX - 4))) : 1
  const recipients = new Map<string, Recipient>()
  while (recipients.size < size) {
    const one = recipient(destination.pattern, chance)
    recipients.set(one.msisdn, one)
  }
  const texts = isCampaign ? CAMPAIGNS : NOTICES
  const text = filledIn(texts[Math.floor(chance() * texts.length)] as string, chance)
  const { sender } = destination
  const priced = decide({ sender, text, recipients: [...recipients.values()], routeCode: null }, account, network)
  if (!priced.ok) throw new Error(`a destination that was served is not: ${priced.error.code}`)
  const atMs = moment(nowMs, chance)
  const ids = priced.value.messages.map(() => idAt(atMs)).sort()
  const messages = priced.value.messages.map((message, index) => ({
    id: ids[index] as string,
    priced: message,
    ...ending(atMs, message.route.validityMs, nowMs, chance),
  }))
  return { id: idAt(atMs), atMs, sender: priced.value.sender, text, messages }
}

const MINUTE_MS = 60_000
const DAY_MS = 86_400_000
const DAYS = 14

/** Mostly by day (in East Africa, UTC+3), and long enough ago to have ended. */
function moment(nowMs: number, chance: () => number): number {
  const from = nowMs - DAYS * DAY_MS
  const until = nowMs - 15 * MINUTE_MS
  let atMs = from
  do atMs = Math.floor(from + chance() * (until - from))
  while (!isDaytime(atMs) && chance() < 0.9)
  return atMs
}

function isDaytime(atMs: number): boolean {
  const hour = (new Date(atMs).getUTCHours() + 3) % 24
  return hour >= 7 && hour < 21
}

/** Of a hundred: 2 refused by the carrier, 4 undeliverable, 1 without a receipt in time, 93 delivered. */
function ending(
  atMs: number,
  validityMs: number,
  nowMs: number,
  chance: () => number,
): Omit<PastMessage, 'id' | 'priced'> {
  const lot = chance()
  const takenAtMs = atMs + 150 + Math.floor(chance() * 1200)
  const receiptAtMs = takenAtMs + 1500 + Math.floor(chance() ** 4 * 10 * MINUTE_MS)
  if (lot < 0.02) {
    return { state: 'failed', reason: 'rejected', stat: 'ESME_RINVDSTADR', sentAtMs: null, doneAtMs: takenAtMs }
  }
  if (lot < 0.06) {
    return { state: 'failed', reason: 'undeliverable', stat: 'UNDELIV', sentAtMs: takenAtMs, doneAtMs: receiptAtMs }
  }
  if (lot < 0.07 && atMs + validityMs < nowMs) {
    return { state: 'failed', reason: 'expired', stat: '', sentAtMs: takenAtMs, doneAtMs: atMs + validityMs }
  }
  return { state: 'delivered', reason: null, stat: 'DELIVRD', sentAtMs: takenAtMs, doneAtMs: receiptAtMs }
}

function recipient(pattern: string, chance: () => number): Recipient {
  const parsed = parseMsisdn(filledIn(pattern, chance), 'international')
  if (!parsed.ok) throw new Error(`${pattern} is no number`)
  return parsed.value
}

function pick(destinations: readonly Destination[], chance: () => number): Destination {
  let lot = chance() * destinations.reduce((sum, { share }) => sum + share, 0)
  for (const destination of destinations) {
    lot -= destination.share
    if (lot < 0) return destination
  }
  return destinations[0] as Destination
}

/** A UUIDv7 of a moment that is past: `newId` only goes forward. */
export function idAt(atMs: number): string {
  const time = atMs.toString(16).padStart(12, '0')
  return `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(15)}`
}
