// test/harness/server.ts: the whole server as a process of its own, on a free port and a database of its own.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as wait } from 'node:timers/promises'
import { type TestDatabase, testDatabase } from './database.ts'

const MAIN = resolve(import.meta.dirname, '../../server/src/main.ts')

export type TestServer = {
  /** Another one after a restart. */
  readonly url: string
  readonly operatorToken: string
  readonly dataDir: string
  readonly database: TestDatabase
  /** What it wrote since the test began. */
  output(): string
  /** SIGTERM; resolves with the exit code. */
  stop(): Promise<number | null>
  kill9(): Promise<void>
  /** Starts it again, after `stop` or `kill9`. */
  restart(): Promise<void>
}

/** `t`: whoever says when it can go, as for `testDatabase`. Ready when this resolves. */
export async function startServer(
  t: { after(done: () => Promise<void>): void },
  { env = {} }: { env?: Record<string, string> } = {},
): Promise<TestServer> {
  // Hooks run in the order they were given, and the server is to go before its database.
  const cleanup: (() => Promise<void>)[] = []
  t.after(async () => {
    for (const clean of cleanup) await clean()
  })
  const database = await testDatabase(t)
  const dataDir = mkdtempSync(join(tmpdir(), 'njiwa-server-'))
  const settings = {
    DATABASE_URL: database.ownerUrl,
    NJIWA_DATA_DIR: dataDir,
    HOST: '127.0.0.1',
    PORT: '0',
    NJIWA_SMPP_PORT: '0',
    NJIWA_SMPP_TLS_PORT: '0',
    NJIWA_SANDBOX_DELAY_MS: '20',
    ...env,
  }
  let output = ''
  let child: ChildProcess | undefined
  let url = ''

  async function start(): Promise<void> {
    const started = spawn(process.execPath, [MAIN], {
      env: { PATH: process.env.PATH, HOME: process.env.HOME, ...settings },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true, // a group of its own, so that what it started can go with it
    })
    child = started
    started.stderr.on('data', (data) => {
      output += data
    })
    const listening = new Promise<string>((tell) => {
      createInterface(started.stdout).on('line', (line) => {
        output += `${line}\n`
        const at = /"url":"([^"]+)".*"msg":"listening"/.exec(line)?.[1]
        if (at !== undefined) tell(at)
      })
    })
    const ended = once(started, 'exit').then(([code]) => {
      throw new Error(`the server ended with ${code} before it listened:\n${output}`)
    })
    ended.catch(() => {}) // later it may end
    url = await Promise.race([listening, ended])
    while ((await fetch(`${url}/readyz`)).status !== 200) await wait(20)
  }

  /** The signal to the server alone, as an operator sends it. */
  async function end(signal: NodeJS.Signals): Promise<number | null> {
    if (!child || child.exitCode !== null || child.signalCode !== null) return child?.exitCode ?? null
    const exit = once(child, 'exit')
    child.kill(signal)
    const [code] = await exit
    return code
  }

  cleanup.push(async () => {
    await end('SIGKILL')
    killGroup(child)
    rmSync(dataDir, { recursive: true, force: true })
  })
  await start()
  return {
    get url() {
      return url
    },
    get operatorToken() {
      return readFileSync(join(dataDir, 'operator-token'), 'utf8').trim()
    },
    dataDir,
    database,
    output: () => output,
    stop: () => end('SIGTERM'),
    kill9: async () => {
      await end('SIGKILL')
      killGroup(child)
    },
    restart: start,
  }
}

function killGroup(child: ChildProcess | undefined): void {
  try {
    if (child?.pid !== undefined) process.kill(-child.pid, 'SIGKILL')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error // it is gone already
  }
}
