// carriers/sandbox/process.ts: the simulator that the sandbox carrier talks to, as a child process that is started again
// when it dies, on the port it had. What it owes is in its journal, so nothing is lost in between.
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { Logger } from 'pino'

export type SandboxProcess = {
  host: string
  port: number
  /** Resolves when our carrier answered it: how many segments it had, and the command_status. */
  inbound(message: { from: string; to: string; text: string }): Promise<{ segments: number; command_status: number }>
  stop(): Promise<void>
}

type SandboxProcessOptions = {
  /** What it took and has not receipted outlives it here. */
  journalFile: string
  /** From the submit response to the receipt. */
  delayMs: number
  /** The Node that runs TypeScript as it is. */
  nodePath: string
  log: Logger
}

type Answer = { id?: number; type: string; port?: number; error?: string; segments: number; command_status: number }
type Asked = { resolve(answer: Answer): void; reject(error: Error): void }

const HOST = '127.0.0.1'
const AGAIN_MS = 200
const AGAIN_MAX_MS = 5000
const KILL_AFTER_MS = 3000

/** Resolves once it listens. */
export async function startSandbox(options: SandboxProcessOptions): Promise<SandboxProcess> {
  const { journalFile, delayMs, nodePath, log } = options
  const main = fileURLToPath(import.meta.resolve('@njiwa/smsc-simulator/main'))
  const asked = new Map<number, Asked>()
  let lastId = 0
  let failures = 0
  let timer: NodeJS.Timeout | undefined
  let stopping = false
  let child: ChildProcess

  function spawn(port: number): Promise<number> {
    const args = ['--port', String(port), '--journal', journalFile, '--delay', String(delayMs), '--quiet']
    child = fork(main, args, {
      execPath: nodePath,
      execArgv: [],
      env: {},
      // Out of our process group: a Ctrl-C is ours to drain, and needs the sandbox until the end of that. It leaves by
      // itself when the channel closes, however we end.
      detached: true,
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    })
    child.on('error', (error) => log.error({ err: error }, 'the sandbox cannot be run'))
    return new Promise((resolve, reject) => {
      child.on('message', (answer: Answer) => {
        if (answer.type === 'listening') {
          failures = 0
          resolve(answer.port as number)
        } else {
          settle(answer)
        }
      })
      child.once('exit', (code, signal) => {
        const ended = new Error(`the sandbox ended (${signal ?? code})`)
        reject(ended)
        for (const each of asked.values()) each.reject(ended)
        asked.clear()
      })
    })
  }

  function settle(answer: Answer): void {
    const each = asked.get(answer.id ?? 0)
    if (each === undefined) return
    asked.delete(answer.id ?? 0)
    if (answer.error === undefined) each.resolve(answer)
    else each.reject(new Error(answer.error))
  }

  function keep(port: number): void {
    child.once('exit', (code, signal) => {
      if (stopping) return
      const afterMs = Math.min(AGAIN_MS * 2 ** failures, AGAIN_MAX_MS)
      failures++
      log.warn({ code, signal, afterMs }, 'the sandbox ended and is started again')
      timer = setTimeout(() => {
        // When it fails its exit is told, too, and has it tried again.
        spawn(port).catch(() => {})
        keep(port)
      }, afterMs)
    })
  }

  const port = await spawn(0)
  keep(port)
  return {
    host: HOST,
    port,
    inbound(message) {
      const id = ++lastId
      return new Promise((resolve, reject) => {
        asked.set(id, { resolve, reject })
        child.send({ type: 'inbound', id, ...message }, (error) => {
          if (error && asked.delete(id)) reject(new Error('the sandbox is being started again'))
        })
      })
    },
    async stop() {
      stopping = true
      clearTimeout(timer)
      if (child.exitCode !== null || child.signalCode !== null) return
      const ended = once(child, 'exit')
      const late = setTimeout(() => child.kill('SIGKILL'), KILL_AFTER_MS)
      // Its signal to leave at once: at a SIGTERM it would wait for its sessions to end first.
      if (child.connected) child.disconnect()
      await ended
      clearTimeout(late)
    },
  }
}
