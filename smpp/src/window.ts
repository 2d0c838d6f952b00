// Which requests are outstanding, which wait for room, and which number each gets (SMPP 3.4 §2.9, §5.1.4). Answers find
// their request by sequence_number alone, in any order.
const SEQUENCE_MAX = 0x7fffffff

export interface WindowEntry {
  /** Given by the window when the entry's turn comes. */
  sequence_number: number
  /** Set by the caller at that moment. */
  deadlineMs: number
}

export class Window<Entry extends WindowEntry> {
  readonly #limit: number
  readonly #outstanding = new Map<number, Entry>()
  #waiting: Entry[] = []
  /** Those before it in #waiting have gone: shifting a long array for each would cost its whole length. */
  #head = 0
  #sequence: number

  constructor(limit: number, firstSequence = 1) {
    this.#limit = limit
    this.#sequence = firstSequence
  }

  get outstanding(): number {
    return this.#outstanding.size
  }

  get waiting(): number {
    return this.#waiting.length - this.#head
  }

  /** How many could be pushed and have their turn at once. */
  get free(): number {
    return Math.max(0, this.#limit - this.#outstanding.size - this.waiting)
  }

  /** 1 to 0x7fffffff, then from 1 again: long after whatever had the number was answered or ran out. */
  nextSequence(): number {
    const sequence = this.#sequence
    this.#sequence = sequence === SEQUENCE_MAX ? 1 : sequence + 1
    return sequence
  }

  push(entry: Entry): void {
    this.#waiting.push(entry)
  }

  /** Whose turn it is, first come first served; undefined when nothing waits or the window is full. */
  next(): Entry | undefined {
    if (this.#head === this.#waiting.length || this.#outstanding.size >= this.#limit) return undefined
    const entry = this.#waiting[this.#head++] as Entry
    if (this.#head === this.#waiting.length || this.#head >= 1024) {
      this.#waiting.splice(0, this.#head)
      this.#head = 0
    }
    entry.sequence_number = this.nextSequence()
    this.#outstanding.set(entry.sequence_number, entry)
    return entry
  }

  get(sequence_number: number): Entry | undefined {
    return this.#outstanding.get(sequence_number)
  }

  delete(entry: Entry): void {
    this.#outstanding.delete(entry.sequence_number)
  }

  /** Removes and returns what got no answer in time. */
  expire(nowMs: number): Entry[] {
    const expired = [...this.#outstanding.values()].filter((entry) => entry.deadlineMs <= nowMs)
    for (const entry of expired) this.delete(entry)
    return expired
  }

  /** Removes and returns what has not had its turn. */
  clearWaiting(): Entry[] {
    const waiting = this.#waiting.slice(this.#head)
    this.#waiting = []
    this.#head = 0
    return waiting
  }

  /** Removes and returns everything. */
  clear(): Entry[] {
    const entries = [...this.#outstanding.values(), ...this.clearWaiting()]
    this.#outstanding.clear()
    return entries
  }

  /** A throttled peer answers late: everything outstanding may take `ms` longer. */
  extend(ms: number): void {
    for (const entry of this.#outstanding.values()) entry.deadlineMs += ms
  }

  /** Nothing outstanding runs out before then. */
  postpone(untilMs: number): void {
    for (const entry of this.#outstanding.values()) entry.deadlineMs = Math.max(entry.deadlineMs, untilMs)
  }

  /** When the next one runs out; Infinity when nothing is outstanding. */
  nextDeadlineMs(): number {
    let next = Number.POSITIVE_INFINITY
    for (const { deadlineMs } of this.#outstanding.values()) next = Math.min(next, deadlineMs)
    return next
  }
}
