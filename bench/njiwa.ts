// Njiwa as it is run: one server process with its embedded PostgreSQL, an account that is told by webhooks and one that is not.
import { type ChildProcess, spawn } from 'node:child_process'
import { createHmac } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { end, endWithUs } from './child.ts'
import { httpRequest } from './load/order.ts'
import { type BenchAccount, createAccount, Operator, SENDER } from './operator.ts'
import type { Call, Target } from './target.ts'
import { cpuSeconds, peakMiB, treeCpuSeconds, treeMiB } from './usage.ts'

const MAIN = resolve(import.meta.dirname, '../server/src/main.ts')
const TEXT = 'Hello from the benchmark, your code is @SEQ@'
const SAMPLE_MEMORY_MS = 1000

export type Njiwa = Target & { operator(): Operator }

export function njiwa({
  dataDir,
  simulatorPort,
  sinkPort,
}: {
  dataDir: string
  simulatorPort: number
  sinkPort: number
}): Njiwa {
  let server: ChildProcess | undefined
  let url = ''
  let postgresPid = 0
  let quiet: BenchAccount | undefined
  let told: BenchAccount | undefined
  const peaks = { node: 0, postgres: 0 }
  let sampling: NodeJS.Timeout | undefined

  const operator = (): Operator => new Operator(url, dataDir)
  const webhookUrl = `http://127.0.0.1:${sinkPort}/hook`

  async function start(): Promise<void> {
    server = spawn(process.execPath, [MAIN], {
      env: {
        PATH: process.env.PATH,
        HOME: process.env.HOME,
        PORT: '0',
        NJIWA_DATA_DIR: dataDir,
        NJIWA_SANDBOX: `smpp://127.0.0.1:${simulatorPort}`,
        NJIWA_ALLOW_PRIVATE_CALLBACKS: '1', // the sink is on this machine
        NJIWA_LOG_LEVEL: 'warn',
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    endWithUs(server)
    url = await listening(server, dataDir)
    postgresPid = Number(readFileSync(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0])
    sampling = setInterval(() => {
      peaks.postgres = Math.max(peaks.postgres, treeMiB(postgresPid))
    }, SAMPLE_MEMORY_MS)
    const money = 100_000_000
    quiet ??= await createAccount(operator(), { name: 'Bench', messages: money, webhookUrl: null })
    told ??= await createAccount(operator(), { name: 'Bench, told by webhooks', messages: money, webhookUrl })
  }

  return {
    name: 'Njiwa',
    final: '"type":"message.delivered"',
    alwaysReceipted: true,
    start,
    async stop() {
      clearInterval(sampling)
      peaks.node = Math.max(peaks.node, peakMiB(server?.pid as number))
      await end(server as ChildProcess)
    },
    operator,
    calls: () => calls(Number(new URL(url).port), quiet as BenchAccount, told as BenchAccount),
    scheduled: (dueMs) => scheduled(Number(new URL(url).port), quiet as BenchAccount, dueMs),
    cpuSeconds: () => ({ node: cpuSeconds(server?.pid as number), postgres: treeCpuSeconds(postgresPid) }),
    peakMiB: () => ({ node: Math.max(peaks.node, peakMiB(server?.pid as number)), postgres: peaks.postgres }),
    isSigned: (sample) => isSigned(sample, told?.webhookSecret as string),
  }
}

/** Resolves with its address once it serves. */
async function listening(server: ChildProcess, dataDir: string): Promise<string> {
  return new Promise((ready, reject) => {
    server.once('exit', (code) => reject(new Error(`the server ended with ${code}`)))
    const lines = createInterface(server.stdout as NodeJS.ReadableStream)
    lines.on('line', (line) => process.stderr.write(`njiwa: ${line}\n`))
    const address = join(dataDir, 'address')
    const look = setInterval(() => {
      try {
        const url = readFileSync(address, 'utf8').trim()
        clearInterval(look)
        ready(url)
      } catch {
        // not yet
      }
    }, 50)
    server.once('exit', () => clearInterval(look))
  })
}

function native(port: number, { tokens }: BenchAccount, recipientsPerCall: number, more = ''): Call {
  const to = Array.from({ length: recipientsPerCall }, () => '"+@TO@"').join()
  const body = `{"to":[${to}],"sender":"${SENDER}","text":"${TEXT}"${more}}`
  return { port, recipientsPerCall, request: httpRequest('POST', '/v1/requests', bearer(tokens.native), body) }
}

const scheduled = (port: number, account: BenchAccount, dueMs: number): Call =>
  native(port, account, 100, `,"schedule_at":"${new Date(dueMs).toISOString()}"`)

function calls(port: number, quiet: BenchAccount, told: BenchAccount): Record<string, Call> {
  const megasms = ({ tokens }: BenchAccount): Call => {
    const body = `{"to":"@TO@","sender_id":"${SENDER}","message":"${TEXT}"}`
    return {
      port,
      recipientsPerCall: 1,
      request: httpRequest('POST', '/megasms/api/v1/messages', bearer(tokens.megasms), body),
    }
  }
  return {
    native: native(port, quiet, 1),
    megasms: megasms(quiet),
    hundred: native(port, quiet, 100),
    told: native(port, told, 1),
  }
}

const bearer = (token: string): Record<string, string> => ({ authorization: `Bearer ${token}` })

/** As a receiver checks it (Standard Webhooks 1.0), written here anew: the server does not judge itself. */
function isSigned({ head, body }: { head: string; body: string }, secret: string): boolean {
  const header = (name: string): string => new RegExp(`\\r\\n${name}: *([^\\r]*)`, 'i').exec(head)?.[1] ?? ''
  const key = Buffer.from(secret.slice('whsec_'.length), 'base64')
  const signed = `${header('webhook-id')}.${header('webhook-timestamp')}.`
  const wanted = createHmac('sha256', key).update(signed).update(body, 'latin1').digest('base64')
  return header('webhook-signature').split(' ').includes(`v1,${wanted}`)
}
