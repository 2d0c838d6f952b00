// States of a message, why it failed, and what happens to it.
import type { Reason, State, StoryKind } from '../../api/types.ts'

export const states: Record<State, string> = {
  queued: 'Queued',
  sent: 'Sent',
  delivered: 'Delivered',
  failed: 'Failed',
  scheduled: 'Scheduled',
  suspended: 'Suspended',
  cancelled: 'Cancelled',
}

export const stateMeanings: Record<State, string> = {
  queued: 'accepted, and waiting for a carrier to take it',
  sent: 'a carrier has taken it; the phone has not confirmed yet',
  delivered: 'the phone has it',
  failed: 'it did not arrive',
  scheduled: 'it goes out at its time',
  suspended: 'it waits until you resume it',
  cancelled: 'it was taken back before it went out',
}

export const reasons: Record<Reason, string> = {
  rejected: 'the carrier refused it',
  not_submitted: 'no carrier could take it',
  opted_out: 'the recipient opted out before its time',
  undeliverable: 'the phone could not be reached',
  expired: 'no answer came before its time was over',
  deleted: 'the carrier deleted it',
  refused_by_network: "the recipient's network refused it",
}

export const story: Record<StoryKind, string> = {
  accepted: 'Accepted',
  changed: 'Changed before it went out',
  suspended: 'Suspended',
  resumed: 'Resumed',
  cancelled: 'Cancelled',
  retry: 'Refused for now, to be tried again',
  uncertain: 'The connection was lost before the carrier answered',
  sent: 'Taken by the carrier',
  receipt: 'A receipt that changed nothing',
  delivered: 'Delivered',
  failed: 'Failed',
  delivered_late: 'Delivered after all, at no charge',
  captured: 'Paid for',
  released: 'Given back to the wallet',
  webhook: 'Your endpoint was told',
}

export const encodings: Record<string, string> = { gsm7: 'GSM-7', ucs2: 'Unicode' }
