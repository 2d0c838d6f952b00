// One kept-alive HTTP connection of the load generator: a request out, its answer's status back. A raw socket, because an
// HTTP client would cost more than the server that is measured.
import net from 'node:net'

type Answered = { call: number; status: number; text: string }

const CONTENT_LENGTH = /\r\ncontent-length: *(\d+)/i
const CLOSE = /\r\nconnection: *close/i

export class Connection {
  readonly #socket: net.Socket
  readonly #answered: (answer: Answered, connection: Connection) => void
  #text = ''
  #call = -1

  /** `status` 0 is an answer that never came. */
  constructor(
    port: number,
    ready: (connection: Connection) => void,
    answered: (answer: Answered, connection: Connection) => void,
  ) {
    this.#answered = answered
    this.#socket = net.connect(port, '127.0.0.1', () => ready(this))
    this.#socket.setNoDelay(true)
    this.#socket.setEncoding('latin1')
    this.#socket.on('data', (data) => this.#read(data as unknown as string))
    this.#socket.on('error', () => {}) // 'close' follows
    this.#socket.on('close', () => this.#finish(0, 'connection closed'))
  }

  get usable(): boolean {
    return this.#socket.writable
  }

  send(call: number, request: string): void {
    this.#call = call
    this.#socket.write(request, 'latin1')
  }

  #read(data: string): void {
    this.#text += data
    const headEnd = this.#text.indexOf('\r\n\r\n')
    if (headEnd < 0 || this.#call < 0) return
    const head = this.#text.slice(0, headEnd + 2)
    const length = CONTENT_LENGTH.exec(head)
    // Without a length it is chunked, and the last chunk is empty.
    const end = length ? headEnd + 4 + Number(length[1]) : this.#text.indexOf('\r\n0\r\n\r\n', headEnd + 2) + 7
    if (end < headEnd + 4 || this.#text.length < end) return
    const text = this.#text.slice(headEnd + 4, end)
    this.#text = this.#text.slice(end)
    if (CLOSE.test(head)) this.#socket.destroy()
    this.#finish(Number(head.slice(9, 12)), text)
  }

  #finish(status: number, text: string): void {
    if (this.#call < 0) return
    const call = this.#call
    this.#call = -1
    this.#answered({ call, status, text }, this)
  }
}
