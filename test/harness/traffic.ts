// test/harness/traffic.ts: a customer who sends by MegaSMS and keeps account of every request and its answer. A request
// that was not answered, or answered 503, is repeated under its key until it is.
import { randomUUID } from 'node:crypto'
import { until } from './until.ts'

export type Sent = { key: string; to: string[]; requestId: string }
/** Of one try: its status, or `cut` when the connection ended before an answer. */
export type Try = number | 'cut'

export type Traffic = {
  /** Those that were answered 200. */
  sent: Sent[]
  tries: Map<Try, number>
  /** Bodies of answers other than 200, each once. */
  refusals: Set<string>
  /** Sends to all of `to`, so many a request; resolves when each request was answered 200. */
  send(to: readonly string[], options?: { perRequest?: number; concurrency?: number; text?: string }): Promise<void>
}

const AGAIN_MS = 250

/** The key says what became of it: nobody answered, the server was not able to, another try is under way. */
const AGAIN: Try[] = ['cut', 503, 409]

/** `url` is asked at each try: a server that was started again has another. */
export function traffic(options: { url(): string; token: string }): Traffic {
  const sent: Sent[] = []
  const tries = new Map<Try, number>()
  const refusals = new Set<string>()

  async function once(key: string, to: string[], text: string): Promise<Try> {
    try {
      const response = await fetch(`${options.url()}/megasms/api/v1/messages`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${options.token}`,
          'content-type': 'application/json',
          'idempotency-key': key,
        },
        body: JSON.stringify({ to, sender_id: 'MEGASMS', message: text }),
      })
      const body = await response.text()
      if (response.status === 200) sent.push({ key, to, requestId: JSON.parse(body).data.request_id })
      else refusals.add(body)
      return response.status
    } catch {
      return 'cut'
    }
  }

  async function untilAnswered(to: string[], text: string): Promise<void> {
    const key = randomUUID()
    await until(async () => {
      const answer = await once(key, to, text)
      tries.set(answer, (tries.get(answer) ?? 0) + 1)
      if (!AGAIN.includes(answer) && answer !== 200) throw new Error(`${answer}: ${[...refusals].join('\n')}`)
      return answer === 200
    }, AGAIN_MS)
  }

  return {
    sent,
    tries,
    refusals,
    async send(to, { perRequest = 5, concurrency = 8, text = 'Habari za asubuhi' } = {}) {
      const requests: string[][] = []
      for (let at = 0; at < to.length; at += perRequest) requests.push(to.slice(at, at + perRequest))
      const lane = async (): Promise<void> => {
        for (let next = requests.shift(); next; next = requests.shift()) await untilAnswered(next, text)
      }
      await Promise.all(Array.from({ length: concurrency }, lane))
    },
  }
}

/** Tanzanian mobile numbers from the nth on, none twice; every tenth ends as `endings` say in turn, the others in 1234. */
export function recipients(count: number, endings: readonly string[] = [], from = 0): string[] {
  return Array.from({ length: count }, (_, index) => {
    const special = index % 10 === 9 && endings.length > 0
    const ending = special ? endings[Math.floor(index / 10) % endings.length] : '1234'
    return `2557${String(from + index).padStart(4, '0')}${ending}`
  })
}
