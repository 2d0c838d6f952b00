// Which requests are outstanding and which number the next one gets (SMPP 3.4 §2.9, §5.1.4). Answers find their request by
// sequence_number alone, in any order.
const SEQUENCE_MAX = 0x7fffffff

export interface Deadline {
  deadlineMs: number
}

export class Window<Entry extends Deadline> {
  readonly limit: number
  readonly #outstanding = new Map<number, Entry>()
  #sequence: number

  constructor(limit: number, firstSequence = 1) {
    this.limit = limit
    this.#sequence = firstSequence
  }

  get outstanding(): number {
    return this.#outstanding.size
  }

  get free(): number {
    return Math.max(0, this.limit - this.#outstanding.size)
  }

  /** 1 to 0x7fffffff, then from 1 again, past numbers that still wait for their answer. */
  nextSequence(): number {
    let sequence = this.#sequence
    while (this.#outstanding.has(sequence)) sequence = sequence === SEQUENCE_MAX ? 1 : sequence + 1
    this.#sequence = sequence === SEQUENCE_MAX ? 1 : sequence + 1
    return sequence
  }

  put(sequence_number: number, entry: Entry): void {
    this.#outstanding.set(sequence_number, entry)
  }

  get(sequence_number: number): Entry | undefined {
    return this.#outstanding.get(sequence_number)
  }

  delete(sequence_number: number): void {
    this.#outstanding.delete(sequence_number)
  }

  /** Removes and returns what got no answer in time. */
  expire(nowMs: number): Entry[] {
    const expired: Entry[] = []
    for (const [sequence, entry] of this.#outstanding) {
      if (entry.deadlineMs > nowMs) continue
      expired.push(entry)
      this.#outstanding.delete(sequence)
    }
    return expired
  }

  /** Removes and returns everything: the session is over. */
  clear(): Entry[] {
    const entries = [...this.#outstanding.values()]
    this.#outstanding.clear()
    return entries
  }

  /** A throttled peer answers late: everything outstanding may take `ms` longer. */
  extend(ms: number): void {
    for (const entry of this.#outstanding.values()) entry.deadlineMs += ms
  }

  /** When the next one runs out; Infinity when nothing is outstanding. */
  nextDeadlineMs(): number {
    let next = Number.POSITIVE_INFINITY
    for (const { deadlineMs } of this.#outstanding.values()) next = Math.min(next, deadlineMs)
    return next
  }
}
