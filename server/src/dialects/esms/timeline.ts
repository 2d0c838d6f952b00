// What happened to a message, as eSMS Africa tells it: an event, the status from then on, and what is known of it.
import Type, { type Static } from 'typebox'
import type { MessageView, StoryEvent } from '../../pipeline/platform.ts'
import { STATUSES, type Status } from './status.ts'
import { shownTime, Time } from './times.ts'

export const TimelineEntry = Type.Object({
  event: Type.String({ examples: ['delivered'] }),
  status: Type.Enum([...STATUSES], { description: 'From then on.', examples: ['delivered'] }),
  detail: Type.Union([Type.String(), Type.Null()], { examples: ['Delivered to the handset'] }),
  at: Time,
  metadata: Type.Object({}, { additionalProperties: true }),
})
export type TimelineEntry = Static<typeof TimelineEntry>

const KNOWN: Record<string, { status?: Status; detail: string }> = {
  sent: { status: 'submitted', detail: 'Taken by the network' },
  retry: { detail: 'Refused by the network for now, tried again' },
  uncertain: { detail: 'The connection was lost before the network answered' },
  receipt: { detail: 'A receipt that changed nothing' },
  delivered: { status: 'delivered', detail: 'Delivered to the handset' },
  failed: { status: 'failed', detail: 'Not delivered' },
  delivered_late: { detail: 'Delivered after all, without a new charge' },
  changed: { status: 'scheduled', detail: 'Changed before its time' },
  suspended: { status: 'scheduled', detail: 'Suspended before its time' },
  resumed: { status: 'scheduled', detail: 'Resumed' },
  cancelled: { status: 'cancelled', detail: 'Cancelled before its time' },
}

// Whom we send by, and under which id, is the operator's business.
const OURS: ReadonlySet<string> = new Set(['carrier', 'carrierId', 'remoteIds'])

export function timelineOf(message: MessageView, events: readonly StoryEvent[], scheduled: boolean): TimelineEntry[] {
  let status: Status = scheduled ? 'scheduled' : 'submitted'
  const accepted = { event: status, status, detail: 'Accepted', metadata: { segments: message.segments } }
  const later = events.map(({ at, kind, detail }) => {
    const known = KNOWN[kind]
    status = known?.status ?? status
    return {
      event: kind,
      status,
      detail: known?.detail ?? null,
      at: shownTime(at.getTime()),
      metadata: metadataOf(detail),
    }
  })
  return [{ ...accepted, at: shownTime(message.created_at.getTime()) }, ...later]
}

function metadataOf(detail: StoryEvent['detail']): Record<string, unknown> {
  const told = Object.entries(detail ?? {}).filter(([key]) => !OURS.has(key))
  return Object.fromEntries(
    told.map(([key, value]) => [key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`), value]),
  )
}
