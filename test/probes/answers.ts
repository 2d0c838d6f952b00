// test/probes/answers.ts: asks, and shows an answer as anybody sees it: all of it but the request's id, the time, the caller's
// own rate and the id that was asked for.
import { type Headers, jsonOf } from './world.ts'

export type Seen = { status: number; headers: string[]; text: string }
export type Ask = (method: string, call: { path: string; body: unknown }, headers: Headers, id: string) => Promise<Seen>

const OWN = /^(?:x-request-id|date|content-length|keep-alive|connection|x-ratelimit-.+)$/

/** Each call comes from another network, so that wrong credentials are not slowed. */
export function asker(url: string): Ask {
  let calls = 0
  return async (method, { path, body }, headers, id) => {
    calls += 1
    const from = { 'x-forwarded-for': `10.${(calls >> 8) & 255}.${calls & 255}.1` }
    const response = await fetch(url + path, { method, ...jsonOf({ ...headers, ...from }, body) })
    const text = await response.text()
    const shown = [...response.headers].filter(([name]) => !OWN.test(name)).map(([name, value]) => `${name}: ${value}`)
    const plain = text.replaceAll(response.headers.get('x-request-id') ?? 'none', 'REQUEST')
    return { status: response.status, headers: shown, text: masked(plain, id) }
  }
}

/** Where it stands as a word of its own. */
function masked(text: string, id: string): string {
  const written = JSON.stringify(id).slice(1, -1)
  const whole = written.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  return written === '' ? text : text.replace(new RegExp(`(?<=[ "'])${whole}(?=[ "',])`, 'g'), 'ID')
}
