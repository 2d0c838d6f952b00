// What the four timers of SMPP 3.4 §2.9 and §7.2 ask for at a moment: nothing yet, an enquire_link, or the end of the session.
// The response timer of each request is in window.ts; here it bounds the answer to an enquire_link.
export interface Timers {
  /** From the connection to the answered bind. */
  sessionInitMs: number
  /** Nothing heard for so long: ask whether the peer is there. 0: never. */
  enquireLinkMs: number
  /** No request or response but enquire_link for so long: unbind. 0: never. */
  inactivityMs: number
  /** From a request to its response. */
  responseMs: number
}

export const defaultTimers: Timers = {
  sessionInitMs: 10_000,
  enquireLinkMs: 30_000,
  inactivityMs: 0,
  responseMs: 60_000,
}

export interface TimerState {
  openedMs: number
  bound: boolean
  /** When anything last came from the peer. */
  heardMs: number
  /** When a PDU other than enquire_link and its response last went either way. */
  activeMs: number
  /** When the enquire_link was sent that waits for a sign of life; undefined when none does. */
  enquiredMs: number | undefined
}

export type TimerAction =
  | 'wait'
  | 'enquire_link'
  | 'session_init_timeout'
  | 'enquire_link_timeout'
  | 'inactivity_timeout'

export function openTimers(nowMs: number): TimerState {
  return { openedMs: nowMs, bound: false, heardMs: nowMs, activeMs: nowMs, enquiredMs: undefined }
}

/** What to do now, and when to ask again. After 'enquire_link' the caller sets `enquiredMs`; what is heard unsets it. */
export function tick(timers: Timers, state: TimerState, nowMs: number): { action: TimerAction; nextMs: number } {
  if (!state.bound) return due('session_init_timeout', state.openedMs + timers.sessionInitMs, nowMs)
  const inactive = due('inactivity_timeout', timerEnd(state.activeMs, timers.inactivityMs), nowMs)
  const silent =
    state.enquiredMs === undefined
      ? due('enquire_link', timerEnd(state.heardMs, timers.enquireLinkMs), nowMs)
      : due('enquire_link_timeout', state.enquiredMs + timers.responseMs, nowMs)
  if (silent.action === 'enquire_link_timeout' || inactive.action === 'wait') {
    return { action: silent.action, nextMs: Math.min(silent.nextMs, inactive.nextMs) }
  } else {
    return inactive
  }
}

function due(action: TimerAction, atMs: number, nowMs: number): { action: TimerAction; nextMs: number } {
  return { action: nowMs >= atMs ? action : 'wait', nextMs: atMs }
}

function timerEnd(fromMs: number, lengthMs: number): number {
  return lengthMs > 0 ? fromMs + lengthMs : Number.POSITIVE_INFINITY
}
