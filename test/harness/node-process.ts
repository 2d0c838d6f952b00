// test/harness/node-process.ts: one run of the server as a process, to be killed, paused and told to stop. A restart is
// another run with the same environment.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { until } from './until.ts'

const MAIN = resolve(import.meta.dirname, '../../server/src/main.ts')

export type NodeProcess = {
  readonly url: string
  /** From its spawn until it was ready. */
  readonly startMs: number
  readonly exited: Promise<{ code: number | null; signal: NodeJS.Signals | null }>
  signal(name: NodeJS.Signals): void
  /** What it wrote so far, both streams. */
  output(): string
  stdout(): string
}

/** Resolves when it is ready. `t`: whoever says when it can go; it is killed then. */
export async function startNode(
  t: { after(done: () => Promise<void>): void },
  env: Record<string, string>,
): Promise<NodeProcess> {
  const compiling = await compileCache()
  const startedAtMs = performance.now()
  const child = spawn(process.execPath, [MAIN], {
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      HOST: '127.0.0.1',
      PORT: '0',
      ...ports,
      ...compiling,
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true, // a signal to our own group is not for it
  })
  let output = ''
  let stdout = ''
  const exited = once(child, 'exit').then(([code, signal]) => ({ code, signal }))
  t.after(async () => {
    child.kill('SIGKILL')
    await exited
  })
  child.stderr.on('data', (data) => {
    output += data
  })
  const listening = new Promise<string>((tell) => {
    createInterface(child.stdout).on('line', (line) => {
      output += `${line}\n`
      stdout += `${line}\n`
      const at = /"url":"([^"]+)".*"msg":"listening"/.exec(line)?.[1]
      if (at !== undefined) tell(at)
    })
  })
  const ended = exited.then(({ code, signal }) => {
    throw new Error(`the server ended with ${signal ?? code} before it listened:\n${output}`)
  })
  ended.catch(() => {}) // later it may end
  const url = await Promise.race([listening, ended])
  let gone = false
  void exited.then(() => {
    gone = true
  })
  // One that is to die at its first claim may be gone before.
  await until(async () => gone || (await fetch(`${url}/readyz`).catch(() => null))?.status === 200)
  return {
    url,
    startMs: Math.round(performance.now() - startedAtMs),
    exited,
    signal: (name) => void child.kill(name),
    output: () => output,
    stdout: () => stdout,
  }
}

// Loading the server takes a second of a core, most of it compiling: a process that is killed leaves no cache behind, so
// one that only loads it makes the cache for all.
const compiled = join(tmpdir(), `njiwa-test-compiled-${process.getuid?.() ?? 0}`)
let warm: Promise<unknown> | undefined
async function compileCache(): Promise<{ NODE_COMPILE_CACHE: string }> {
  const env = { PATH: process.env.PATH, HOME: process.env.HOME, NODE_COMPILE_CACHE: compiled }
  warm ??= once(spawn(process.execPath, [MAIN, 'migrate'], { env, stdio: 'ignore' }), 'exit') // without DATABASE_URL
  await warm
  return { NODE_COMPILE_CACHE: compiled }
}

const ports = { NJIWA_SMPP_PORT: '0', NJIWA_SMPP_TLS_PORT: '0' }
