// Whether somebody is at the page: what it asks for by itself, because of news or to look again, is no use of the session,
// and says so (S11: a session ends half an hour after its person last did something).
export const INPUTS = ['pointermove', 'pointerdown', 'keydown', 'wheel', 'click'] as const

/** What follows from an input is asked for within this time. */
export const FOLLOWS_MS = 10_000

let inputAtMs = Date.now() // opening the page is one

export function watchInputs(page: Pick<EventTarget, 'addEventListener'>): void {
  const input = (): void => {
    inputAtMs = Date.now()
  }
  for (const name of INPUTS) page.addEventListener(name, input, { passive: true, capture: true })
}

export const isAttended = (): boolean => Date.now() - inputAtMs < FOLLOWS_MS
