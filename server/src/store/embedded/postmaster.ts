// store/embedded/postmaster.ts: one run of PostgreSQL: started in a session of its own, watched, stopped.
import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, fchownSync, openSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { type Cluster, dataArgument, environment, socketName } from './cluster.ts'
import { processIdentity, servesCluster } from './process.ts'
import { accessRules, configuration } from './settings.ts'

interface Postmaster {
  readonly pid: number
  readonly exited: Promise<unknown>
  signal(name: NodeJS.Signals): void
  /** Fast shutdown; where that takes too long the next start repairs from the log. */
  stop(): Promise<void>
}

const logFileBytesMax = 10 * 1024 * 1024

/** Returns when PostgreSQL takes connections. Whatever ran on the folder before is stopped first. */
export async function launchPostmaster(cluster: Cluster): Promise<Postmaster> {
  await stopLeftover(cluster)
  writeOwned(cluster, 'postgresql.conf', configuration(cluster.throwaway))
  writeOwned(cluster, 'pg_hba.conf', accessRules)
  rotate(cluster.logFile)

  const logFile = openSync(cluster.logFile, 'a', 0o600)
  const logStart = statSync(cluster.logFile).size
  // njiwa.folder: `ps` shows which folder it serves even where -D does not.
  const args = ['-D', dataArgument(cluster), '-c', `njiwa.folder=${cluster.folder}`]
  const child = spawn(cluster.binaries.postgres, args, {
    ...cluster.user,
    cwd: cluster.folder,
    env: environment,
    stdio: ['ignore', logFile, logFile],
    detached: true, // setsid: Ctrl-C reaches the whole process group, and PostgreSQL has to stop last
  })
  closeSync(logFile)
  const exited = new Promise<void>((gone) => {
    child.once('exit', () => gone())
    child.once('error', () => gone())
  })
  await Promise.race([exited, ready(cluster, child)])
  if (!running(child)) {
    const said = readFileSync(cluster.logFile).subarray(logStart).toString().trim()
    throw new Error(`PostgreSQL did not start; ${cluster.logFile} says:\n${said}`)
  }
  const pid = child.pid as number
  child.unref()
  return {
    pid,
    exited,
    signal: (name) => running(child) && child.kill(name),
    stop: () => stopProcess(pid, () => !running(child)),
  }
}

function running(child: ChildProcess): boolean {
  return child.pid !== undefined && child.exitCode === null && child.signalCode === null
}

/** What pg_ctl waits for: line 1 of postmaster.pid is the process, line 8 its state. */
async function ready({ folder, log }: Cluster, child: ChildProcess): Promise<void> {
  const started = performance.now()
  let told = false
  while (running(child)) {
    const lines = readPidFile(folder)
    if (Number(lines[0]) === child.pid && lines[7]?.trim() === 'ready') return
    if (!told && performance.now() - started > 3_000) {
      log.info({ pid: child.pid }, 'PostgreSQL is replaying its log after a crash')
      told = true
    }
    await delay(10)
  }
}

/** After kill -9 of the server its PostgreSQL is still there, and nobody's child. */
async function stopLeftover({ folder, log }: Cluster): Promise<void> {
  const pid = Number(readPidFile(folder)[0])
  if (!(pid > 0) || processIdentity(pid) === undefined) return // PostgreSQL itself clears the file of a dead process
  if (servesCluster(pid, folder)) {
    log.warn({ pid }, 'a PostgreSQL of an earlier start is still running, stopping it')
    await stopProcess(pid, () => !servesCluster(pid, folder))
  } else {
    // The id belongs to a stranger by now, and PostgreSQL would take it for a postmaster and refuse.
    log.warn({ pid }, 'removing the lock files of an earlier PostgreSQL')
    for (const file of ['postmaster.pid', `${socketName}.lock`]) rmSync(join(folder, file), { force: true })
  }
}

async function stopProcess(pid: number, gone: () => boolean): Promise<void> {
  for (const [signal, patienceMs] of [
    ['SIGINT', 8_000],
    ['SIGQUIT', 3_000],
    ['SIGKILL', 3_000],
  ] as const) {
    if (gone()) return
    try {
      process.kill(pid, signal)
    } catch {
      continue // it went between the look and the signal
    }
    for (let waitedMs = 0; !gone() && waitedMs < patienceMs; waitedMs += 10) await delay(10)
  }
  if (!gone()) throw new Error(`PostgreSQL (process id ${pid}) cannot be stopped`)
}

function readPidFile(folder: string): string[] {
  try {
    return readFileSync(join(folder, 'postmaster.pid'), 'utf8').split('\n')
  } catch {
    return []
  }
}

/** Root writes into a folder of another user: a new file each time, so that no link there leads the write elsewhere. */
function writeOwned({ folder, user }: Cluster, name: string, text: string): void {
  const path = join(folder, name)
  rmSync(path, { force: true })
  const file = openSync(path, 'wx', 0o600)
  writeFileSync(file, text)
  if (user !== undefined) fchownSync(file, user.uid, user.gid)
  closeSync(file)
}

function rotate(logFile: string): void {
  const size = statSync(logFile, { throwIfNoEntry: false })?.size ?? 0
  if (size > logFileBytesMax) renameSync(logFile, `${logFile}.1`)
}
