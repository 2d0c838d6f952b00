// What is to be written on a session, gathered until its socket takes it as one buffer.
export class Outbox {
  #parts: Buffer[] = []
  #length = 0
  #put = 0
  #taken = 0
  readonly #filled: () => void

  /** `filled` is called when there is something to take where there was nothing. */
  constructor(filled: () => void) {
    this.#filled = filled
  }

  /** Octets that wait. */
  get length(): number {
    return this.#length
  }

  /** Answers the place of these bytes in all that was ever put, for `isTaken`. */
  put(bytes: Buffer): number {
    this.#parts.push(bytes)
    this.#length += bytes.length
    if (this.#parts.length === 1) this.#filled()
    return ++this.#put
  }

  take(): Buffer | undefined {
    const [first, second] = this.#parts
    if (first === undefined) return undefined
    const bytes = second === undefined ? first : Buffer.concat(this.#parts, this.#length)
    this.#parts = []
    this.#length = 0
    this.#taken = this.#put
    return bytes
  }

  /** Whether what was put in this place may have left. */
  isTaken(place: number): boolean {
    return place <= this.#taken
  }
}
