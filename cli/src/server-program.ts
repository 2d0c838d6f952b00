// Runs a program of the server's as a process of its own, in the foreground: the command line is no part of the server.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { Failure } from './failure.ts'
import { REPOSITORY } from './installation.ts'

/** Returns when it ended well. `file` is a path in the clone. */
export async function runInForeground(file: string, args: string[], env: NodeJS.ProcessEnv): Promise<void> {
  const child = spawn(process.execPath, [file, ...args], { cwd: REPOSITORY, env, stdio: 'inherit' })
  // Whoever stops us means it; that Ctrl-C reaches it by itself too does no harm. We stay until it has drained.
  const forward = (signal: NodeJS.Signals) => child.kill(signal)
  process.on('SIGTERM', forward).on('SIGINT', forward)
  try {
    const [code, signal] = await once(child, 'exit')
    if (code !== 0) throw new Failure(`${file} ended with ${signal ?? `exit code ${code}`}: the lines above say why`)
  } finally {
    process.off('SIGTERM', forward).off('SIGINT', forward)
  }
}
