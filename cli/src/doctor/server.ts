// What can be wrong with the running server, as it answers over HTTP.
import { createConnection } from 'node:net'
import { createApi, reach } from '../api.ts'
import { Failure } from '../failure.ts'
import { operatorToken, serverUrl } from '../installation.ts'
import { type Finding, right, wrong } from './check.ts'

// A token's expiry, a schedule and a webhook's signature are all judged by the clock.
const CLOCK_OFF_MS_MAX = 5_000

/** What depends on something that is wrong is not looked at. */
export async function inspectServer(env: NodeJS.ProcessEnv): Promise<Finding[]> {
  const url = serverUrl(env)
  const live = await reach(url, '/livez').catch((error: Error) => error)
  if (live instanceof Error) return [await notReached(url)]
  if (!live.ok || (await live.text()).trim() !== 'ok') {
    const name = 'server'
    return [
      wrong(name, `something else answers at ${url}`, 'stop it, or give the server another PORT, or set NJIWA_URL'),
    ]
  }
  const findings = [right('server', `answers at ${url}`), clock(live, Date.now()), await ready(url)]
  return findings.every(({ ok }) => ok) ? [...findings, ...(await withToken(env, url))] : findings
}

async function notReached(url: string): Promise<Finding> {
  const { hostname, port, protocol } = new URL(url)
  const host = hostname.replace(/^\[|\]$/g, '') // a URL has IPv6 addresses in brackets, a socket has not
  const isTaken = await connects(host, Number(port) || (protocol === 'https:' ? 443 : 80))
  if (isTaken) {
    return wrong('server', `what listens at ${url} is no HTTP server`, 'stop it, or give the server another PORT')
  }
  return wrong('server', `nobody answers at ${url}`, 'start it with npm start, or set NJIWA_URL to where it is')
}

function connects(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection({ host, port, timeout: 2_000 })
    const end = (isTaken: boolean) => {
      socket.destroy()
      resolve(isTaken)
    }
    socket
      .once('connect', () => end(true))
      .once('error', () => end(false))
      .once('timeout', () => end(false))
  })
}

export function clock(response: Response, nowMs: number): Finding {
  // The header has whole seconds, so what it says may be a second old.
  const off = Math.abs(nowMs - Date.parse(response.headers.get('date') ?? ''))
  if (off <= CLOCK_OFF_MS_MAX) return right('clock', 'the server has the same time')
  const found = Number.isNaN(off)
    ? 'the server does not say its time'
    : `${Math.round(off / 1000)} s between here and the server`
  return wrong('clock', found, 'let both machines keep time by NTP')
}

async function ready(url: string): Promise<Finding> {
  const { ok } = await reach(url, '/readyz')
  if (ok) return right('ready', 'requests are served and the database answers')
  return wrong('ready', 'the server cannot serve requests', "see the server's log: the database does not answer it")
}

async function withToken(env: NodeJS.ProcessEnv, url: string): Promise<Finding[]> {
  try {
    const { checks } = await createApi(url, operatorToken(env)).get<Health>('/v1/operator/health')
    return [right('token', "the operator's token is taken"), ...checks.map(finding)]
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    const remedy = 'use the one in the data folder of the server, or make another'
    return [wrong('token', error.message, remedy)]
  }
}

/** What the server finds itself: its carriers, routes, queue, webhooks and nodes. */
interface Health {
  checks: { name: string; ok: boolean; found: string; remedy: string | null }[]
}

function finding({ remedy, ...check }: Health['checks'][number]): Finding {
  return remedy === null ? check : { ...check, remedy }
}
