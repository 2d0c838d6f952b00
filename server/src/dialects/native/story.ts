// One message's whole story in one list: accepted, tries, sent, receipts, the end, the money, and who was told of it.
import { type Static, Type } from 'typebox'
import type { MessageView, Network, StoryEvent } from '../../pipeline/platform.ts'
import type { DeliveryRow } from '../../setup/webhook-deliveries.ts'
import { nullable, oneOf, Time } from './schema.ts'
import { amountText } from './wallet.ts'

const STORY_KINDS = [
  'accepted',
  'changed',
  'suspended',
  'resumed',
  'retry',
  'uncertain',
  'sent',
  'receipt',
  'delivered',
  'failed',
  'cancelled',
  'delivered_late',
  'captured',
  'released',
  'webhook',
] as const
type StoryKind = (typeof STORY_KINDS)[number]

export const StoryLine = Type.Object({
  at: Time,
  kind: oneOf(STORY_KINDS, {
    description:
      '`changed`, `suspended`, `resumed`, `cancelled`: before its time. `retry`: refused for now. `uncertain`: the connection was lost before the answer. `receipt`: one that changed nothing. ' +
      '`delivered_late`: after the refund, without a new charge. `captured`, `released`: the money. `webhook`: one try of telling you.',
    examples: ['sent'],
  }),
  carrier: nullable(Type.String(), { description: 'Whom it happened with', examples: ['sandbox'] }),
  detail: Type.Object({}, { additionalProperties: true, description: 'What is known of it, by kind' }),
})
export type StoryLine = Static<typeof StoryLine>

export function storyOf(
  message: MessageView,
  events: readonly StoryEvent[],
  tellings: readonly DeliveryRow[],
  network: Network,
  currency: string,
): StoryLine[] {
  const carrierName = (id: unknown): string | null =>
    network.carriers.find((carrier) => carrier.id === id)?.name ?? null
  const accepted = line(message.created_at, 'accepted', null, {
    encoding: message.encoding,
    segments: message.segments,
    held: amountText(currency, message.amount),
    currency,
  })
  const middle = events.map(({ at, kind, detail }) => {
    const { carrierId, carrier, ...rest } = detail ?? {}
    const name = typeof carrier === 'string' ? carrier : carrierName(carrierId)
    return line(at, kind as StoryKind, name, snakeCased(rest))
  })
  const told = tellings.flatMap(({ id, event, url, attempts }) =>
    attempts.map(({ at, status, ms, error }) =>
      line(new Date(at), 'webhook', null, { id, event, url, status, ms, error }),
    ),
  )
  // Sorting is stable: what happened in one millisecond stays in the order of this list.
  return [accepted, ...middle, ...settled(message, currency), ...told].sort((one, other) =>
    one.at < other.at ? -1 : one.at > other.at ? 1 : 0,
  )
}

function settled(message: MessageView, currency: string): StoryLine[] {
  if (message.done_at === null || message.amount === 0n) return []
  const kind = message.charged === 0n ? 'released' : 'captured'
  return [line(message.done_at, kind, null, { amount: amountText(currency, message.amount), currency })]
}

function line(at: Date, kind: StoryKind, carrier: string | null, detail: Record<string, unknown>): StoryLine {
  return { at: at.toISOString(), kind, carrier, detail }
}

function snakeCased(detail: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(detail).map(([key, value]) => [
      key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
      value,
    ]),
  )
}
