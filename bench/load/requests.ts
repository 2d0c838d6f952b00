// HTTP requests out of what a socket brings, as far as the sink has to understand them: a head, and a body of known length.

const CONTENT_LENGTH = /\r\ncontent-length: *(\d+)/i

export class Requests {
  readonly #handle: (head: string, body: string) => void
  #text = ''

  constructor(handle: (head: string, body: string) => void) {
    this.#handle = handle
  }

  /** Takes the next piece, one character an octet; answers how many requests it completed. */
  read(piece: string): number {
    this.#text += piece
    let start = 0
    let complete = 0
    for (;;) {
      const headEnd = this.#text.indexOf('\r\n\r\n', start)
      if (headEnd < 0) break
      const head = this.#text.slice(start, headEnd + 2)
      const bodyStart = headEnd + 4
      const end = bodyStart + Number(CONTENT_LENGTH.exec(head)?.[1] ?? 0)
      if (this.#text.length < end) break
      this.#handle(head, this.#text.slice(bodyStart, end))
      start = end
      complete++
    }
    this.#text = this.#text.slice(start)
    return complete
  }
}
