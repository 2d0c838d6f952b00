// carriers/smpp/assembly.ts: long inbound messages out of their parts, in whatever order and however often these come.
// A message stays here until it is durable elsewhere, and a while longer, so that a repeated part is known as one.
import type { InboundPart } from './inbound.ts'

export type LongMessage = { from: string; to: string; text: string }

export type Assembled =
  /** Parts are missing. `key` is the message's. */
  | { state: 'waiting'; key: string }
  /** `done` tells that it is durable; until then it can be had again. */
  | { state: 'complete'; key: string; message: LongMessage; done(): void }
  /** A repetition of what was complete and durable before. */
  | { state: 'repeated' }

export type Assembly = {
  add(part: InboundPart & { place: NonNullable<InboundPart['place']> }, nowMs: number): Assembled
  /** Those whose other parts did not come in time: what there is, in order. */
  overdue(nowMs: number): { message: LongMessage; done(): void }[]
}

type Entry = {
  from: string
  to: string
  parts: (string | undefined)[]
  units: number
  firstMs: number
  isDone: boolean
}

/** A handset's parts follow each other within seconds; a network retries one that failed within minutes. */
const WAIT_MS = 600_000
const UNITS_MAX = 4_000_000

export function createAssembly(limits = { waitMs: WAIT_MS, unitsMax: UNITS_MAX }): Assembly {
  const entries = new Map<string, Entry>() // the oldest first
  let units = 0

  function remove(key: string, entry: Entry): void {
    if (entries.get(key) === entry && entries.delete(key)) units -= entry.units
  }

  function finish(entry: Entry): void {
    entry.isDone = true
  }

  /** Memory is bounded whatever a carrier sends: finished ones go first, then the oldest. */
  function makeRoom(): void {
    for (const wanted of [true, false]) {
      for (const [key, entry] of entries) {
        if (units <= limits.unitsMax) return
        if (entry.isDone === wanted) remove(key, entry)
      }
    }
  }

  return {
    add({ from, to, text, place }, nowMs) {
      const key = `${from} ${to} ${place.reference} ${place.parts}`
      let entry = entries.get(key)
      const had = entry?.parts[place.part - 1]
      // References come round: another text in the same place is another message.
      if (entry !== undefined && had !== undefined && had !== text) {
        remove(key, entry)
        entry = undefined
      }
      if (entry === undefined) {
        const parts = new Array<string | undefined>(place.parts).fill(undefined)
        entry = { from, to, parts, units: 0, firstMs: nowMs, isDone: false }
        entries.set(key, entry)
      }
      if (entry.isDone) return { state: 'repeated' }
      if (entry.parts[place.part - 1] === undefined) {
        entry.parts[place.part - 1] = text
        const added = text.length + place.parts
        entry.units += added
        units += added
      }
      if (entry.parts.includes(undefined)) {
        makeRoom()
        return { state: 'waiting', key }
      }
      const complete = entry
      return { state: 'complete', key, message: messageOf(complete), done: () => finish(complete) }
    },
    overdue(nowMs) {
      const late: { message: LongMessage; done(): void }[] = []
      for (const [key, entry] of entries) {
        if (entry.firstMs + limits.waitMs > nowMs) break
        if (entry.isDone) remove(key, entry)
        else late.push({ message: messageOf(entry), done: () => remove(key, entry) })
      }
      return late
    },
  }
}

function messageOf({ from, to, parts }: Entry): LongMessage {
  return { from, to, text: parts.map((part) => part ?? '').join('') }
}
