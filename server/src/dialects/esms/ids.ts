// Ids of eSMS Africa: a message's own id behind `msg-`. A request of this API has one message.
import { isId } from '../../ids.ts'

const PREFIX = 'msg-'

export function shownId(messageId: string): string {
  return PREFIX + messageId
}

/** Written with the prefix or without, in any case, as its SDKs have it; null for what is the id of nothing. */
export function messageIdOf(written: string): string | null {
  const lower = written.toLowerCase()
  const id = lower.startsWith(PREFIX) ? lower.slice(PREFIX.length) : lower
  return isId(id) ? id : null
}
