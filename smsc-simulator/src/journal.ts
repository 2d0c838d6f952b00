// Which messages were taken and have no acknowledged receipt yet, on file: a killed process sends those receipts after its
// restart. It outlives the process, not the machine, so nothing waits for the disk (no fsync).
import { closeSync, ftruncateSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs'

/** A message whose receipt is owed. Names as in the submit_sm. */
export interface Taken {
  message_id: string
  /** Of the ESME that submitted it and gets the receipt. */
  system_id: string
  source_addr_ton: number
  source_addr_npi: number
  source_addr: string
  dest_addr_ton: number
  dest_addr_npi: number
  destination_addr: string
  /** What the receipt will say. */
  message_state: number
  copies: number
  submitMs: number
  /** The first 20 octets, for the receipt, as latin1. */
  text: string
}

/** The file is written anew when it is so long and most of it is struck off. */
const COMPACT_FROM_LENGTH = 16 * 1024 * 1024
/** With nothing left to receipt it is emptied; not at every single message, though. */
const EMPTY_FROM_LENGTH = 64 * 1024

/** A line is a JSON object of what was taken, or a JSON string: the message_id of one that is struck off. */
export class Journal {
  readonly #path: string
  readonly #live: Map<string, Taken>
  #file: number
  #length = 0
  /** Length after the last time it was written anew. */
  #compactLength = 0
  #lines = ''
  #scheduled: NodeJS.Immediate | undefined

  constructor(path: string) {
    this.#path = path
    this.#live = read(path)
    this.#file = this.#writeAnew()
  }

  /** What is owed, oldest first. */
  owed(): Taken[] {
    return [...this.#live.values()]
  }

  /** On file after the next `flush`. */
  add(taken: Taken): void {
    this.#live.set(taken.message_id, taken)
    this.#append(JSON.stringify(taken))
  }

  strike(message_id: string): void {
    if (this.#live.delete(message_id)) this.#append(JSON.stringify(message_id))
  }

  /** One write for all lines of a turn of the event loop. */
  flush(): void {
    clearImmediate(this.#scheduled)
    this.#scheduled = undefined
    if (this.#lines === '') return
    this.#length += writeAll(this.#file, this.#lines)
    this.#lines = ''
    if (this.#live.size === 0 && this.#length >= EMPTY_FROM_LENGTH) {
      ftruncateSync(this.#file, 0)
      this.#length = 0
    } else if (this.#length >= COMPACT_FROM_LENGTH + 2 * this.#compactLength) {
      closeSync(this.#file)
      this.#file = this.#writeAnew()
    }
  }

  close(): void {
    this.flush()
    closeSync(this.#file)
  }

  #append(line: string): void {
    this.#lines += `${line}\n`
    this.#scheduled ??= setImmediate(() => this.flush())
  }

  /** Also drops a last line cut short, behind which nothing could be appended. */
  #writeAnew(): number {
    const path = `${this.#path}.new`
    const file = openSync(path, 'w', 0o600)
    this.#length = 0
    for (const taken of this.#live.values()) this.#length += writeAll(file, `${JSON.stringify(taken)}\n`)
    this.#compactLength = this.#length
    closeSync(file)
    renameSync(path, this.#path)
    return openSync(this.#path, 'a', 0o600)
  }
}

function writeAll(file: number, text: string): number {
  const octets = Buffer.from(text)
  let at = 0
  while (at < octets.length) at += writeSync(file, octets, at)
  return octets.length
}

function read(path: string): Map<string, Taken> {
  const live = new Map<string, Taken>()
  for (const line of linesOf(path)) {
    const entry = JSON.parse(line) as Taken | string
    if (typeof entry === 'string') live.delete(entry)
    else live.set(entry.message_id, entry)
  }
  return live
}

/** Without a last line that has no end: its message was not answered. */
function linesOf(path: string): string[] {
  try {
    return readFileSync(path, 'utf8').split('\n').slice(0, -1)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
}
