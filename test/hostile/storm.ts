// test/hostile/storm.ts: so many malformed calls of one dialect, several at a time, and what was wrong with the answers.
import fc from 'fast-check'
import { type Input, inputs, type OpenApi, operationsOf } from './inputs.ts'
import { isErrorOf, type ShapeName } from './shapes.ts'
import { type Reply, wire } from './wire.ts'

export type Target = {
  name: ShapeName
  /** Where its paths begin. */
  prefix: string
  /** The path of its send. */
  send: string
  /** Headers that show who asks. */
  credentials: Record<Input['who'], [name: string, value: string][]>
  /** Calls that are left out. */
  without?: RegExp
}

export type Storm = { answered: Map<number, number>; faults: string[] }

const CHUNK = 250 // so that few large inputs are there at once
const LANES = 8
const SHOWN_CHARS = 400

/** `told` hears of each chunk once it was answered. */
export async function storm(
  url: string,
  { name, prefix, send, credentials, without }: Target,
  { count, seed, told = () => {} }: { count: number; seed: number; told?: (from: number, faults: string[]) => void },
): Promise<Storm> {
  const response = await fetch(`${url}${prefix}/openapi.json`)
  const operations = operationsOf((await response.json()) as OpenApi).filter(({ path }) => !without?.test(path))
  const arbitrary = inputs(operations, send)
  const result: Storm = { answered: new Map(), faults: [] }
  for (let from = 0; from < count; from += CHUNK) {
    const chunk = fc.sample(arbitrary, { seed: seed + from, numRuns: Math.min(CHUNK, count - from) })
    const before = result.faults.length
    const lane = async (): Promise<void> => {
      const connection = wire(url)
      for (let input = chunk.pop(); input; input = chunk.pop()) {
        const headers = [...credentials[input.who], ...input.headers]
        const reply = await connection.ask({ ...input, path: prefix + input.path, headers })
        const fault = faultOf(name, input, reply)
        if (fault !== null) result.faults.push(`${fault}: ${shown(input)}`)
        result.answered.set(reply?.status ?? 0, (result.answered.get(reply?.status ?? 0) ?? 0) + 1)
      }
      connection.close()
    }
    await Promise.all(Array.from({ length: LANES }, lane))
    told(from, result.faults.slice(before))
  }
  return result
}

function faultOf(name: ShapeName, input: Input, reply: Reply | null): string | null {
  if (reply === null) return 'no answer'
  const { status, headers, text } = reply
  const said = `${status} ${text.slice(0, SHOWN_CHARS)}`
  if (!/^[0-9a-f-]{36}$/.test(headers.get('x-request-id') ?? '')) return `no request id: ${said}`
  if (status >= 500 || status < 200) return said
  if (status >= 400)
    return isErrorOf[name](text, headers.get('content-type') ?? '') ? null : `not of the shape: ${said}`
  return input.refused ? `taken: ${said}` : null
}

function shown({ method, path, headers, body, who }: Input): string {
  const head = headers.map(([name, value]) => `${name}: ${value.slice(0, 80)}`).join(', ')
  return `${who} ${method} ${path.slice(0, SHOWN_CHARS)} {${head}} ${body?.toString('latin1').slice(0, SHOWN_CHARS) ?? ''}`
}
