// PDUs to octets and back (SMPP 3.4 §3.2). A stream of any chunks becomes PDUs, or a word on what is wrong with it.
import { invalid, MAX_PDU_LENGTH, OctetReader, OctetWriter } from './octets.ts'
import { type Command, type Fields, layouts, type Pdu, type PduInput } from './pdu/index.ts'
import type { Layout } from './pdu/pdu.ts'
import { status } from './status.ts'
import { writeTlvs } from './tlv.ts'

/** What arrived is no PDU of SMPP 3.4. `command_status` is what to answer with. */
export interface InvalidPdu {
  command: 'invalid'
  /** Its command_id when that is known, so that the answer can be its own response. */
  of: Command | undefined
  isResponse: boolean
  command_status: number
  sequence_number: number
  field: string
  /** The length is wrong: where the next PDU starts is unknown, the session cannot go on. */
  fatal: boolean
}

type AnyLayout = Layout<Pdu> & { command: Command }
const byCommand = new Map<string, AnyLayout>()
const byId = new Map<number, AnyLayout>()
for (const [command, layout] of Object.entries(layouts) as [Command, Layout<Pdu>][]) {
  const entry = { ...layout, command }
  byCommand.set(command, entry)
  byId.set(layout.command_id, entry)
}

// One writer for all: a PDU is written from start to end without a pause, then copied out at its size.
const writer = new OctetWriter()

/** Throws `SmppError` `invalid_pdu` for a field that does not fit. */
export function encode(pdu: PduInput): Buffer {
  return encodeAs(pdu.command, pdu as Fields<Pdu>, pdu.sequence_number ?? 0)
}

/** The same for fields whose command and sequence_number are decided elsewhere: a response's by its request. */
export function encodeAs(command: Command, fields: Fields<Pdu>, sequence_number: number): Buffer {
  const layout = byCommand.get(command)
  if (layout === undefined) throw invalid('command', `${command} is none of SMPP 3.4`)
  writer.at = 4
  writer.int4('command_id', layout.command_id)
  writer.int4('command_status', fields.command_status)
  writer.int4('sequence_number', sequence_number)
  layout.write(writer, fields)
  if (fields.tlvs !== undefined) writeTlvs(writer, fields.tlvs)
  const length = writer.at
  if (length > MAX_PDU_LENGTH) throw invalid('command_length', `is over ${MAX_PDU_LENGTH} octets`)
  writer.at = 0
  writer.int4('command_length', length)
  const bytes = Buffer.allocUnsafe(length)
  writer.buffer.copy(bytes, 0, 0, length)
  return bytes
}

/** One whole PDU, `buffer[start]` to `buffer[end - 1]`; its command_length has been checked. */
function decodeAt(buffer: Buffer, start: number, end: number): Pdu | InvalidPdu {
  const reader = new OctetReader(buffer, start, end)
  const layout = byId.get(buffer.readUInt32BE(start + 4))
  if (layout === undefined) return invalidPdu(reader, undefined, 'command_id', status.ESME_RINVCMDID)
  const pdu = layout.read(reader)
  if (reader.fault === undefined) return pdu
  return invalidPdu(reader, layout.command, reader.fault.field, reader.fault.command_status)
}

function invalidPdu(reader: OctetReader, of: Command | undefined, field: string, command_status: number): InvalidPdu {
  const { isResponse, sequence_number } = reader
  return { command: 'invalid', of, isResponse, command_status, sequence_number, field, fatal: false }
}

/** One PDU from a buffer that holds it and nothing else. */
export function decode(buffer: Buffer): Pdu | InvalidPdu {
  const length = buffer.length >= 4 ? buffer.readUInt32BE(0) : 0
  return length < 16 || length !== buffer.length ? badLength(buffer, 0) : decodeAt(buffer, 0, length)
}

function badLength(buffer: Buffer, at: number): InvalidPdu {
  const sequence_number = buffer.length >= at + 16 ? buffer.readUInt32BE(at + 12) : 0
  return {
    command: 'invalid',
    of: undefined,
    isResponse: false,
    command_status: status.ESME_RINVCMDLEN,
    sequence_number,
    field: 'command_length',
    fatal: true,
  }
}

const NO_OCTETS = Buffer.alloc(0)

/**
 * Cuts a stream into PDUs: `push` a chunk, then call `next` until it has nothing. After an `InvalidPdu` that is fatal
 * there is nothing more to read.
 */
export class PduReader {
  #chunk: Buffer = NO_OCTETS
  #at = 0
  /** The unfinished PDU: its first octets, or room for all of it once its length is known. */
  #partial: Buffer | undefined
  #have = 0
  #broken = false

  push(chunk: Buffer): void {
    const rest = this.#chunk.subarray(this.#at)
    this.#chunk = rest.length === 0 ? chunk : Buffer.concat([rest, chunk])
    this.#at = 0
  }

  next(): Pdu | InvalidPdu | undefined {
    if (this.#broken) return undefined
    if (this.#partial !== undefined) return this.#nextPartial(this.#partial)
    const { length } = this.#chunk
    const start = this.#at
    if (start === length) {
      this.#chunk = NO_OCTETS // an idle session keeps no buffer of its socket alive
      this.#at = 0
      return undefined
    }
    if (length - start >= 4) {
      const size = this.#chunk.readUInt32BE(start)
      if (size < 16 || size > MAX_PDU_LENGTH) return this.#break(this.#chunk, start)
      if (length - start >= size) {
        this.#at = start + size
        return decodeAt(this.#chunk, start, start + size)
      }
      return this.#nextPartial(Buffer.allocUnsafe(size))
    }
    return this.#nextPartial(Buffer.allocUnsafe(4))
  }

  /** Moves octets into the unfinished PDU; first its command_length alone, which tells how much room the rest takes. */
  #nextPartial(partial: Buffer): Pdu | InvalidPdu | undefined {
    const taken = this.#chunk.copy(partial, this.#have, this.#at)
    this.#at += taken
    this.#have += taken
    this.#partial = partial
    if (this.#have < partial.length) return undefined
    if (partial.length === 4) {
      const size = partial.readUInt32BE(0)
      if (size < 16 || size > MAX_PDU_LENGTH) return this.#break(partial, 0)
      const whole = Buffer.allocUnsafe(size)
      partial.copy(whole)
      return this.#nextPartial(whole)
    }
    this.#partial = undefined
    this.#have = 0
    return decodeAt(partial, 0, partial.length)
  }

  #break(buffer: Buffer, at: number): InvalidPdu {
    this.#broken = true
    return badLength(buffer, at)
  }
}
