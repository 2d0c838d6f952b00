// What a call to send becomes: who it is from, which numbers it goes to, in how many segments, by which route and for how
// much. Decided here from what is known, without IO; pipeline/accept.ts makes it durable.
import type { Account } from './accounts.ts'
import type { Refusal } from './errors.ts'
import { type ExchangeRates, quote } from './quotes.ts'
import { dedupe, type Recipient } from './recipients.ts'
import type { Result } from './result.ts'
import { chooseRoute, type Route, type RouteTable } from './routes.ts'
import { segment } from './segments.ts'
import { senderKey } from './sender-ids.ts'

export type Draft = {
  /** As the caller gave it, its form judged by the dialect; null is the account's or the route's default. */
  sender: string | null
  text: string
  /** `text` where a recipient has one of its own. */
  recipients: readonly (Recipient & { text?: string; name?: string | null })[]
  /** The code of a route asked for; null chooses by destination. */
  routeCode: string | null
  /** Each recipient is a message already: none is left out for another with its number and text. */
  keepsAll?: true
}

export type PricedMessage = {
  msisdn: string
  country: string
  recipientName: string | null
  text: string | null
  encoding: string
  segments: number
  route: Route
  amount: bigint
  routeAmount: bigint
  routeCurrency: string
  exchangeRate: bigint | null
}

export type PricedRequest = { sender: string; messages: PricedMessage[]; amount: bigint }

export function decide(
  draft: Draft,
  account: Account,
  network: { routes: RouteTable; exchangeRates: ExchangeRates },
  optedOut: ReadonlySet<string> = NOBODY,
): Result<PricedRequest, Refusal> {
  const recipients = distinct(draft)
  const unwilling = optedOut.size > 0 && recipients.find(({ msisdn }) => optedOut.has(msisdn))
  if (unwilling) return { ok: false, error: { code: 'recipient_opted_out', value: `+${unwilling.msisdn}` } }
  const sender = senderFor(draft, account, recipients)
  if (!sender.ok) return sender
  let name = sender.value
  const common = segment(draft.text)
  const messages: PricedMessage[] = []
  let total = 0n
  for (const recipient of recipients) {
    const route = chooseRoute(network.routes, recipient, draft.routeCode)
    if (!route.ok) return route
    name ??= route.value.defaultSender
    const { encoding, segments } = recipient.text === undefined ? common : segment(recipient.text)
    const priced = quote(account, network.exchangeRates, recipient, segments)
    if (!priced.ok) return priced
    total += priced.value.amount
    messages.push({
      msisdn: recipient.msisdn,
      country: recipient.country,
      recipientName: recipient.name ?? null,
      text: recipient.text === undefined || recipient.text === draft.text ? null : recipient.text,
      encoding,
      segments,
      route: route.value,
      ...priced.value,
    })
  }
  if (name === null) return { ok: false, error: { code: 'sender_id_not_approved', sender: '' } }
  return { ok: true, value: { sender: name, messages, amount: total } }
}

const NOBODY: ReadonlySet<string> = new Set()

/** Once for a number and a text. */
function distinct(draft: Draft): Draft['recipients'] {
  if (draft.keepsAll) return draft.recipients
  if (draft.recipients.every((recipient) => recipient.text === undefined)) return dedupe(draft.recipients)
  return dedupe(draft.recipients.map((recipient) => ({ ...recipient, text: recipient.text ?? draft.text })))
}

/** The approved spelling of the sender, or null when the route is to name one. */
function senderFor(draft: Draft, account: Account, recipients: readonly Recipient[]): Result<string | null, Refusal> {
  const wanted = draft.sender ?? account.defaultSender
  if (wanted === null) return { ok: true, value: null }
  const known = account.senders.get(senderKey(wanted))
  if (known?.status !== 'approved') return { ok: false, error: { code: 'sender_id_not_approved', sender: wanted } }
  const countries = known.countries
  const foreign = countries && recipients.find((recipient) => !countries.includes(recipient.country))
  if (countries && foreign) {
    const error: Refusal = { code: 'sender_id_not_for_country', sender: wanted, country: foreign.country, countries }
    return { ok: false, error }
  }
  return { ok: true, value: known.name }
}
