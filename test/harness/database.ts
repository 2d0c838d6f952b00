// test/harness/database.ts: a migrated PostgreSQL database of one's own, cloned from a template.
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'
import { startEmbedded } from '../../server/src/store/embedded.ts'

export interface TestDatabase {
  ownerUrl: string
  appUrl: string
}

/**
 * `t`: whoever says when the database can go: a test's context, or `{ after }` of node:test in a `before` or at the top of
 * a file.
 */
export async function testDatabase(t: { after(done: () => Promise<void>): void }): Promise<TestDatabase> {
  const server = await testServer()
  await template(server)
  const name = `test_${randomBytes(8).toString('hex')}`
  await as(server.ownerUrl, (owner) => owner.query(`create database ${name} template njiwa_template`))
  t.after(async () => {
    // A file's last hooks run after ours at the end: with the server its databases are gone.
    if (!stopped) await as(server.ownerUrl, (owner) => drop(owner, name))
  })
  return { ownerUrl: named(server.ownerUrl, name), appUrl: named(server.appUrl, name) }
}

/** Whoever is connected is sent away; an autovacuum worker, which is the superuser's, is let finish. */
async function drop(owner: pg.Client, name: string): Promise<void> {
  for (;;) {
    try {
      await owner.query(`drop database ${name} with (force)`)
      return
    } catch (error) {
      if ((error as pg.DatabaseError).code !== '42501') throw error
      await delay(50)
    }
  }
}

/** scripts/test.ts starts one server for all files; a file that runs alone starts its own. */
let ownServer: Promise<TestDatabase> | undefined
function testServer(): Promise<TestDatabase> | TestDatabase {
  const { NJIWA_TEST_OWNER_URL: ownerUrl, NJIWA_TEST_APP_URL: appUrl } = process.env
  if (ownerUrl !== undefined && appUrl !== undefined) return { ownerUrl, appUrl }
  ownServer ??= startOwnServer()
  return ownServer
}

const finished: (() => Promise<void>)[] = []
let stopped = false
after(async () => {
  stopped = finished.length > 0
  for (const finish of finished) await finish()
})

async function startOwnServer(): Promise<TestDatabase> {
  const folder = mkdtempSync(join(tmpdir(), 'njiwa-test-'))
  const silent = { info() {}, warn() {} }
  const server = await startEmbedded({ dataDir: folder, log: silent, throwaway: true })
  finished.push(async () => {
    await server.stop()
    rmSync(folder, { recursive: true })
  })
  return server
}

/** Migrated once a server, by the first process that comes; it gets its name when it is whole. */
let templateReady: Promise<void> | undefined
function template(server: TestDatabase): Promise<void> {
  templateReady ??= as(server.ownerUrl, async (owner) => {
    await owner.query(`select pg_advisory_lock(hashtext('njiwa_template'))`)
    const found = await owner.query(`select from pg_database where datname = 'njiwa_template'`)
    if (found.rowCount === 1) return
    await owner.query('drop database if exists njiwa_template_unfinished with (force)')
    await owner.query('create database njiwa_template_unfinished')
    const { migrate } = await import('../../server/src/store/migrate.ts')
    await migrate(named(server.ownerUrl, 'njiwa_template_unfinished'))
    await owner.query('alter database njiwa_template_unfinished rename to njiwa_template')
  })
  return templateReady
}

async function as<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client(url)
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

function named(url: string, database: string): string {
  const other = new URL(url)
  other.pathname = `/${database}`
  return other.href
}
