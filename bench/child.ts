// Programs of the bench as processes of their own: started, asked over IPC and ended by their id.
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'

export type Child = {
  pid: number
  /** What it listens on. */
  port: number
  /** Its own HTTP for stats and resets, when it has one. */
  httpPort: number
  ask<Answer>(type: string, more?: object): Promise<Answer>
  stop(): Promise<void>
}

const ANSWER_WITHIN_MS = 30_000
const STOP_WITHIN_MS = 15_000

const running = new Set<ChildProcess>()
process.on('exit', () => {
  for (const child of running) child.kill('SIGTERM') // the server stops its PostgreSQL, which SIGKILL would leave behind
})

/** Whatever runs still, the last started first: a server before what it talks to. */
export async function endAll(): Promise<void> {
  for (const child of [...running].reverse()) await end(child)
}

/** Starts a program that sends `{type: 'listening', port}` once it serves, and answers `{type, id, …}` with the same type and id. */
export async function startChild(script: string, args: string[] = []): Promise<Child> {
  const child = fork(script, args, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
  running.add(child)
  child.once('exit', () => running.delete(child))
  const waiting = new Map<number, (answer: unknown) => void>()
  let asked = 0
  const listening = new Promise<{ port: number; httpPort?: number }>((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`${script} ended with ${code}`)))
    child.on('message', (message: { type: string; id?: number; port: number; httpPort?: number }) => {
      if (message.type === 'listening') resolve(message)
      if (message.id !== undefined) waiting.get(message.id)?.(message)
    })
  })
  const { port, httpPort = 0 } = await listening
  return {
    pid: child.pid as number,
    port,
    httpPort,
    ask: (type, more = {}) =>
      new Promise((resolve, reject) => {
        const id = ++asked
        const late = setTimeout(() => reject(new Error(`${script} did not answer "${type}"`)), ANSWER_WITHIN_MS)
        waiting.set(id, (answer) => {
          clearTimeout(late)
          waiting.delete(id)
          resolve(answer as never)
        })
        child.send({ ...more, type, id })
      }),
    stop: () => end(child),
  }
}

/** SIGTERM, and SIGKILL when that was not heard in time. */
export async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = once(child, 'exit')
  child.kill('SIGTERM')
  const late = setTimeout(() => child.kill('SIGKILL'), STOP_WITHIN_MS)
  await gone
  clearTimeout(late)
}

/** For a program that was started otherwise: it goes when the bench does. */
export function endWithUs(child: ChildProcess): void {
  running.add(child)
  child.once('exit', () => running.delete(child))
}
