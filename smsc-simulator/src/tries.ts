// Which try of a message this is, per recipient and text. Only numbers with a row for first tries are counted.
import { createHash } from 'node:crypto'
import { type SubmitSm, userDataOf } from '@njiwa/smpp'

const REMEMBERED_MAX = 10_000

export class Tries {
  /** Tries so far of each recipient and text; for a long message, of each of its parts. */
  readonly #counts = new Map<string, number>()
  /** Long messages of which a part got through: the parts still to come. */
  readonly #through = new Map<string, Set<number>>()

  /**
   * Counts this try and says whether it is one of the first `limit`. The parts of a long message arrive one by one, so each
   * has its count; once one is past the limit they all are, else a sender that waits for each answer would meet the
   * outcome anew at every part.
   */
  isAmongFirst(pdu: SubmitSm, limit: number): boolean {
    const { body, concatenation } = userDataOf(pdu)
    // The reference number is no part of the text: a sender may take a new one for each try.
    const key = keyOf(pdu.destination_addr, concatenation?.part ?? 1, body)
    const tries = (this.#counts.get(key) ?? 0) + 1
    if (concatenation === undefined) {
      remember(this.#counts, key, tries)
      return tries <= limit
    }
    const { reference, parts, part } = concatenation
    const message = `${pdu.destination_addr} ${reference} ${parts}`
    const left = this.#through.get(message)
    const isFirst = tries <= limit && left === undefined
    remember(this.#counts, key, isFirst ? tries : Math.max(tries, limit + 1))
    if (!isFirst) this.#letThrough(message, left ?? partsOf(parts), part)
    return isFirst
  }

  #letThrough(message: string, left: Set<number>, part: number): void {
    left.delete(part)
    // Reference numbers come round again: the next message that has this one starts afresh.
    if (left.size === 0) this.#through.delete(message)
    else remember(this.#through, message, left)
  }
}

function keyOf(recipient: string, part: number, body: Buffer): string {
  return createHash('sha256').update(`${recipient} ${part} `).update(body).digest('base64')
}

function partsOf(parts: number): Set<number> {
  return new Set(Array.from({ length: parts }, (_, index) => index + 1))
}

/** A Map keeps the order of insertion: what was not tried for longest is forgotten first. */
function remember<Value>(map: Map<string, Value>, key: string, value: Value): void {
  map.delete(key)
  map.set(key, value)
  if (map.size <= REMEMBERED_MAX) return
  for (const oldest of map.keys()) {
    map.delete(oldest)
    break
  }
}
