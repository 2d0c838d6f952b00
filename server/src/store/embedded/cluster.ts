// store/embedded/cluster.ts: the database on disk: created once, with its roles and their passwords.
import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import {
  chownSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join, resolve } from 'node:path'
import type { Binaries } from './binaries.ts'
import type { DatabaseUser } from './user.ts'

/** The part of the server's logger that is used here. */
export interface EmbeddedLog {
  info(fields: object, message: string): void
  warn(fields: object, message: string): void
}

interface ClusterFiles {
  readonly folder: string
  readonly logFile: string
  readonly user: DatabaseUser
  readonly binaries: Binaries
  readonly throwaway: boolean
  readonly log: EmbeddedLog
}

export interface Cluster extends ClusterFiles {
  url(role: 'owner' | 'app'): string
}

type ClusterOptions = Omit<ClusterFiles, 'folder' | 'logFile'> & { dataDir: string }

export async function openCluster({ dataDir, ...options }: ClusterOptions): Promise<Cluster> {
  const folder = resolve(dataDir, 'postgres')
  assertOurs(folder)
  const passwords = readPasswords(join(dataDir, 'database-passwords.json'), existsSync(folder))
  const files: ClusterFiles = { ...options, folder, logFile: resolve(dataDir, 'postgres.log') }
  if (!existsSync(folder)) await create(files, passwords)
  const place = new URLSearchParams({ host: socketFolder(folder) })
  return {
    ...files,
    url: (role) => `postgresql://njiwa_${role}:${passwords[role]}@localhost:${port}/njiwa?${place}`,
  }
}

function assertOurs(folder: string): void {
  const owner = statSync(folder, { throwIfNoEntry: false })?.uid
  const self = process.geteuid?.()
  if (owner !== undefined && self !== 0 && owner !== self) {
    throw new Error(`The database in ${folder} belongs to user id ${owner}: start Njiwa as that user, or as root`)
  }
}

/**
 * What `-D` says. Root's data folder, or a folder above it, is often closed to the user that PostgreSQL runs as; root opens
 * the cluster's own folder as the working directory, and from there no folder above it is asked. So the data folder, which
 * holds secrets too, stays as closed as it was found.
 */
export function dataArgument({ folder, user }: Pick<Cluster, 'folder' | 'user'>): string {
  return user === undefined ? folder : '/proc/self/cwd'
}

/** Only a name: PostgreSQL listens on no port. */
const port = 5432
export const socketName = `.s.PGSQL.${port}`

/**
 * A socket's path is at most 107 bytes (103 on macOS), a folder's may be longer: then it is reached by way of a handle, which
 * stays open as long as this process.
 */
function socketFolder(folder: string): string {
  const tooLong = Buffer.byteLength(join(folder, socketName)) > 103
  return tooLong ? `/proc/${process.pid}/fd/${openSync(folder, 'r')}` : folder
}

/** Nothing of ours: PGPORT, PGDATA or LANG of whoever starts the server would change what PostgreSQL does. */
export const environment = { PATH: '/usr/local/bin:/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' }

interface Passwords {
  owner: string
  app: string
}

function readPasswords(file: string, clusterExists: boolean): Passwords {
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as Passwords
  if (clusterExists) throw new Error(`${file} is missing: without it nobody can sign in to the database beside it`)
  const passwords = { owner: randomBytes(24).toString('base64url'), app: randomBytes(24).toString('base64url') }
  writeFileSync(file, `${JSON.stringify(passwords)}\n`, { mode: 0o600 })
  return passwords
}

/** The folder gets its name when everything is in it, so a start that was cut short leaves nothing half done. */
async function create(cluster: ClusterFiles, passwords: Passwords): Promise<void> {
  const { binaries, user, throwaway, log } = cluster
  const folder = `${cluster.folder}.new`
  log.info({ folder: cluster.folder }, 'creating the database')
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { mode: 0o700 })
  if (user !== undefined) chownSync(folder, user.uid, user.gid)

  const place = { folder, user }
  await run(binaries.initdb, place, [
    ...['--username=postgres', '--encoding=UTF8', '--auth=trust'], // pg_hba.conf is written at every start
    ...['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'], // the same order on every machine
    ...(throwaway ? ['--no-sync'] : []),
  ])
  // Single-user mode: the roles are there before anybody can connect. A line is a statement.
  const statements = [
    // Migrations move rows of every account, so the owner passes row-level security; the app role never does.
    `CREATE ROLE njiwa_owner LOGIN CREATEDB CREATEROLE BYPASSRLS PASSWORD '${passwords.owner}'`,
    `CREATE ROLE njiwa_app LOGIN NOBYPASSRLS PASSWORD '${passwords.app}'`,
    'GRANT njiwa_app TO njiwa_owner WITH ADMIN OPTION',
    'GRANT pg_monitor TO njiwa_owner',
    'CREATE DATABASE njiwa OWNER njiwa_owner',
    'REVOKE ALL ON DATABASE njiwa FROM PUBLIC',
    'GRANT CONNECT ON DATABASE njiwa TO njiwa_app',
  ]
  await run(binaries.postgres, place, ['--single', 'postgres'], `${statements.join('\n')}\n`)
  renameSync(folder, cluster.folder)
}

function run(program: string, place: Pick<Cluster, 'folder' | 'user'>, args: string[], input = ''): Promise<void> {
  const [mode, ...rest] = args
  const child = spawn(program, [mode as string, '-D', dataArgument(place), ...rest], {
    ...place.user,
    cwd: place.folder,
    env: environment,
  })
  let output = ''
  child.stdout.on('data', (chunk) => (output += chunk))
  child.stderr.on('data', (chunk) => (output += chunk))
  child.stdin.end(input)
  return new Promise((done, failed) => {
    child.once('error', failed)
    child.once('close', (code) => {
      // Single-user mode goes on after a failed statement and exits 0.
      if (code === 0 && !/\b(ERROR|FATAL|PANIC):/.test(output)) done()
      else failed(new Error(`${program} failed (${code}):\n${output.trim()}`))
    })
  })
}
