// How often each recipient of a range was taken: one octet a number, so that losses and duplicates can be counted exactly.
export class Seen {
  readonly #base: number
  readonly #counts: Uint8Array
  unique = 0
  duplicates = 0
  /** Recipients outside the range. */
  others = 0

  constructor(base: number, size: number) {
    this.#base = base
    this.#counts = new Uint8Array(size)
  }

  add(recipient: string): void {
    const index = Number(recipient) - this.#base
    const count = this.#counts[index]
    if (count === undefined) {
      this.others++
      return
    }
    if (count === 0) this.unique++
    else this.duplicates++
    if (count < 0xff) this.#counts[index] = count + 1
  }

  /** Up to the last recipient that was taken. */
  octets(): Uint8Array {
    return this.#counts.subarray(0, this.#counts.findLastIndex((count) => count > 0) + 1)
  }

  reset(): void {
    this.#counts.fill(0)
    this.unique = 0
    this.duplicates = 0
    this.others = 0
  }
}
