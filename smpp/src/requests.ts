// Our requests on one session, from `send` to their response or to the word that none came.
import { encodeAs, type InvalidPdu } from './codec.ts'
import { SmppError, type SmppErrorCode } from './errors.ts'
import { responseTo } from './operations.ts'
import type { Outbox } from './outbox.ts'
import type { Command, Fields, Pdu, ResponsePdu } from './pdu/index.ts'
import { Window, type WindowEntry } from './window.ts'

interface Request extends WindowEntry {
  bytes: Buffer
  expects: Command | undefined
  timeoutMs: number
  /** In the outbox; undefined until its turn. */
  place: number | undefined
  resolve(pdu: ResponsePdu): void
  reject(error: SmppError): void
}

export class Requests {
  readonly window: Window<Request>
  readonly #outbox: Outbox
  readonly #deadline: (atMs: number) => void

  /** `deadline` is told of each response timer that starts. */
  constructor(limit: number, outbox: Outbox, deadline: (atMs: number) => void) {
    this.window = new Window(limit)
    this.#outbox = outbox
    this.#deadline = deadline
  }

  send(command: Command, fields: Fields<Pdu>, timeoutMs: number, nowMs: number): Promise<ResponsePdu> {
    return new Promise((resolve, reject) => {
      // Encoded now: a bad field is told at once, and what the caller changes later changes nothing.
      const bytes = encodeAs(command, fields, 0)
      const expects = responseTo.get(command)
      this.window.push({
        bytes,
        expects,
        timeoutMs,
        place: undefined,
        sequence_number: 0,
        deadlineMs: 0,
        resolve,
        reject,
      })
      this.#sendNext(nowMs)
    })
  }

  #sendNext(nowMs: number): void {
    for (let next = this.window.next(); next !== undefined; next = this.window.next()) {
      next.bytes.writeUInt32BE(next.sequence_number, 12)
      next.deadlineMs = nowMs + next.timeoutMs
      next.place = this.#outbox.put(next.bytes)
      this.#deadline(next.deadlineMs)
    }
  }

  /** False when nothing waits for this response: it came too late, or answers another command. */
  settle(pdu: ResponsePdu, nowMs: number): boolean {
    const request = this.window.get(pdu.sequence_number)
    if (request === undefined || (pdu.command !== request.expects && pdu.command !== 'generic_nack')) return false
    this.window.delete(request)
    request.resolve(pdu)
    this.#sendNext(nowMs)
    return true
  }

  /** The response came and cannot be read. */
  fail(pdu: InvalidPdu, nowMs: number): void {
    const request = this.window.get(pdu.sequence_number)
    if (request === undefined || pdu.of !== request.expects) return
    this.window.delete(request)
    this.#reject(request, 'invalid_response', `${pdu.of} has a bad ${pdu.field}`)
    this.#sendNext(nowMs)
  }

  expire(nowMs: number): void {
    const expired = this.window.expire(nowMs)
    for (const request of expired) {
      this.#reject(request, 'response_timeout', `no ${request.expects} within ${request.timeoutMs} ms`)
    }
    if (expired.length > 0) this.#sendNext(nowMs)
  }

  rejectWaiting(code: SmppErrorCode, message: string): void {
    for (const request of this.window.clearWaiting()) this.#reject(request, code, message)
  }

  rejectAll(code: SmppErrorCode, message: string): void {
    for (const request of this.window.clear()) this.#reject(request, code, message)
  }

  #reject(request: Request, code: SmppErrorCode, message: string): void {
    request.reject(new SmppError(code, message, request.place !== undefined && this.#outbox.isTaken(request.place)))
  }
}
