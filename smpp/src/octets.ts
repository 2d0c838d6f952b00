// The octets of one PDU, read and written field by field (SMPP 3.4 §3.1): integers, C-octet strings, octet strings.
import { SmppError } from './errors.ts'
import { status } from './status.ts'

/** Longer PDUs are refused both ways: the largest a peer sends in earnest is a submit_multi of 254 addresses, under 7 KiB. */
export const MAX_PDU_LENGTH = 16 * 1024

export interface Fault {
  field: string
  command_status: number
}

/**
 * Reads the body of a PDU. What does not fit is noted in `fault` (the first one) and reads as empty: no throw on input.
 * A response that is cut short is no fault: its body is left out when command_status is set (§4.4.2), some peers leave it
 * out always, and an answer that counts as lost would be sent again.
 */
export class OctetReader {
  readonly buffer: Buffer
  readonly end: number
  readonly command_status: number
  readonly sequence_number: number
  readonly isResponse: boolean
  at: number
  fault: Fault | undefined

  constructor(buffer: Buffer, start: number, end: number) {
    this.buffer = buffer
    this.isResponse = (buffer[start + 4] as number) >= 0x80
    this.command_status = buffer.readUInt32BE(start + 8)
    this.sequence_number = buffer.readUInt32BE(start + 12)
    this.at = start + 16
    this.end = end
    this.fault = undefined
  }

  refuse(field: string, command_status: number): void {
    this.fault ??= { field, command_status }
    this.at = this.end
  }

  #cutShort(field: string): void {
    if (!this.isResponse) this.refuse(field, status.ESME_RINVCMDLEN)
  }

  int1(field: string): number {
    if (this.at < this.end) return this.buffer[this.at++] as number
    this.#cutShort(field)
    return 0
  }

  int4(field: string): number {
    const at = this.at
    if (at + 4 <= this.end) {
      this.at = at + 4
      return this.buffer.readUInt32BE(at)
    }
    this.#cutShort(field)
    this.at = this.end
    return 0
  }

  /** `max` counts the NUL, as the field tables of the specification do. */
  cstring(field: string, max: number, tooLong: number): string {
    const { buffer, at: start, end } = this
    const last = Math.min(end, start + max)
    let at = start
    while (at < last && buffer[at] !== 0) at++
    if (at === last) {
      if (at < end || at - start === max) {
        this.refuse(field, tooLong)
        return ''
      }
      this.#cutShort(field)
    }
    this.at = Math.min(at + 1, end)
    return at === start ? '' : buffer.toString('latin1', start, at)
  }

  /** A copy: what is decoded does not keep the socket's buffer alive. */
  octets(field: string, length: number, tooLong: number): Buffer {
    const start = this.at
    if (start + length > this.end) {
      this.refuse(field, tooLong)
      return Buffer.alloc(0)
    }
    this.at = start + length
    const copy = Buffer.allocUnsafe(length)
    this.buffer.copy(copy, 0, start, this.at)
    return copy
  }
}

/** Writes one PDU at a time; a value that does not fit throws `SmppError` `invalid_pdu`, since it is the caller's bug. */
export class OctetWriter {
  readonly buffer = Buffer.allocUnsafeSlow(MAX_PDU_LENGTH)
  at = 0

  int1(field: string, value = 0): void {
    if ((value & 0xff) !== value) throw invalid(field, 'is not an integer of 0 to 255')
    this.buffer[this.at++] = value
  }

  int2(field: string, value: number): void {
    if ((value & 0xffff) !== value) throw invalid(field, 'is not an integer of 0 to 65535')
    this.buffer[this.at++] = value >>> 8
    this.buffer[this.at++] = value
  }

  int4(field: string, value = 0): void {
    if (value >>> 0 !== value) throw invalid(field, 'is not an integer of 0 to 4294967295')
    const { buffer, at } = this
    buffer[at] = value >>> 24
    buffer[at + 1] = value >>> 16
    buffer[at + 2] = value >>> 8
    buffer[at + 3] = value
    this.at = at + 4
  }

  cstring(field: string, value = '', max: number): void {
    if (typeof value !== 'string') throw invalid(field, 'is not a string')
    const length = value.length
    if (length >= max) throw invalid(field, `is longer than ${max - 1} characters`)
    const { buffer } = this
    let at = this.at
    for (let i = 0; i < length; i++) {
      const code = value.charCodeAt(i)
      // A NUL inside would end the field early and let the rest be read as the fields that follow.
      if (code === 0 || code > 0xff) throw invalid(field, 'holds a character outside 0x01 to 0xff')
      buffer[at++] = code
    }
    buffer[at] = 0
    this.at = at + 1
  }

  octets(field: string, value: Uint8Array): void {
    if (!(value instanceof Uint8Array)) throw invalid(field, 'is not a Buffer')
    if (this.at + value.length > MAX_PDU_LENGTH)
      throw invalid(field, `makes the PDU longer than ${MAX_PDU_LENGTH} octets`)
    this.buffer.set(value, this.at)
    this.at += value.length
  }
}

export function invalid(field: string, why: string): SmppError {
  return new SmppError('invalid_pdu', `${field} ${why}`)
}
