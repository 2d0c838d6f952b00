// One cluster, created by the first test, goes through the life that an embedded PostgreSQL has to survive.
import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'
import { type EmbeddedPostgres, startEmbedded } from './embedded.ts'

// As root: closed to the user that PostgreSQL runs as, like a clone under /root.
const home = mkdtempSync(join(tmpdir(), 'njiwa-embedded-'))
const dataDir = join(home, 'data')
const log = { info() {}, warn() {} }
const start = (): Promise<EmbeddedPostgres> => startEmbedded({ dataDir, log, throwaway: true })
after(() => rmSync(home, { recursive: true }))

test('the first start creates a database for two roles, and stop leaves nothing running', async () => {
  mkdirSync(dataDir, { mode: 0o700 })
  const server = await start()
  assert.equal(await value(server.ownerUrl, `select current_setting('server_encoding')`), 'UTF8')
  await value(server.ownerUrl, 'create table kept (id int)')
  await assert.rejects(value(server.appUrl, 'create table mine (id int)'), /permission denied/)
  await assert.rejects(value(server.appUrl, 'select id from kept'), /permission denied/)
  const roles = `select json_object_agg(rolname, (rolsuper, rolbypassrls)::text) from pg_roles where rolname like 'njiwa%'`
  assert.deepEqual(await value(server.ownerUrl, roles), { njiwa_owner: '(f,t)', njiwa_app: '(f,f)' })
  const { pid } = server
  await server.stop()
  assert.equal(isAlive(pid), false)
})

test('passwords are nobody else’s, and the data folder is as closed as it was', () => {
  const mode = (path: string) => (statSync(path).mode & 0o777).toString(8)
  assert.equal(mode(join(dataDir, 'database-passwords.json')), '600')
  assert.equal(mode(dataDir), '700')
  assert.deepEqual(readdirSync(dataDir).sort(), ['database-passwords.json', 'postgres', 'postgres.log'])
})

test('a password is asked for', async () => {
  const server = await start()
  const wrong = server.ownerUrl.replace(/:[^:@]+@/, ':wrong@')
  await assert.rejects(value(wrong, 'select 1'), /password authentication failed/)
  await server.stop()
})

test('what was committed is there after a restart', async () => {
  const server = await start()
  assert.equal(await value(server.ownerUrl, 'select count(*)::int from kept'), 0)
  await server.stop()
})

test('a second start on the folder is refused and names the first', async () => {
  const server = await start()
  await assert.rejects(start(), new RegExp(`${dataDir} is in use by the server with process id ${process.pid}`))
  await value(server.ownerUrl, 'select 1')
  await server.stop()
})

test('of several starts at the same moment one gets the folder', async () => {
  const results = await Promise.allSettled([start(), start(), start()])
  const started = results.filter((result) => result.status === 'fulfilled')
  assert.equal(started.length, 1)
  await started[0]?.value.stop()
})

test('PostgreSQL is started again when it is killed, at the same address', async () => {
  const server = await start()
  const { ownerUrl, pid } = server
  process.kill(pid, 'SIGKILL')
  await until(() => server.pid !== pid)
  assert.equal(server.ownerUrl, ownerUrl)
  assert.equal(await value(ownerUrl, 'select count(*)::int from kept'), 0)
  await server.stop()
})

test('stop right after a kill waits for the restart and stops that', async () => {
  const server = await start()
  process.kill(server.pid, 'SIGKILL')
  await server.stop()
  assert.equal(isAlive(server.pid), false)
})

test('the PostgreSQL of a killed server is stopped and its data taken over', async () => {
  const { child, pid } = await startInChild()
  child.kill('SIGKILL')
  await once(child, 'exit')
  assert.equal(isAlive(pid), true)
  const server = await start()
  assert.equal(isAlive(pid), false)
  assert.equal(await value(server.ownerUrl, 'select count(*)::int from kept'), 0)
  await server.stop()
})

test('another process’s folder is refused while it lives, by its id', async () => {
  const { child } = await startInChild()
  await assert.rejects(start(), new RegExp(`process id ${child.pid}:`))
  child.kill('SIGKILL')
  await once(child, 'exit')
  await (await start()).stop()
})

test('a server that ends without stopping takes PostgreSQL along', async () => {
  const { child, pid } = await startInChild()
  child.stdin?.end() // the script below exits at that
  await once(child, 'exit')
  await until(() => !isAlive(pid))
  await (await start()).stop()
})

for (const { name, file, text } of [
  { name: 'a lock of a process that is gone', file: 'embedded.lock', text: '4194399\n1@boot\n' },
  { name: 'a lock whose process id is another’s by now', file: 'embedded.lock', text: `${process.pid}\n1@boot\n` },
  { name: 'an empty lock', file: 'embedded.lock', text: '' },
  { name: 'a postmaster.pid of a process that is gone', file: 'postgres/postmaster.pid', text: '4194399\n' },
  { name: 'a socket lock that is another’s by now', file: 'postgres/.s.PGSQL.5432.lock', text: `${process.ppid}\n` },
  { name: 'a postmaster.pid that is another’s by now', file: 'postgres/postmaster.pid', text: `${process.ppid}\n` },
]) {
  test(`${name} does not keep the folder`, async () => {
    writeFileSync(join(dataDir, file), text)
    const server = await start()
    await value(server.ownerUrl, 'select 1')
    await server.stop()
  })
}

test('a first start that was cut short is begun again', async () => {
  const cut = join(home, 'cut')
  mkdirSync(join(cut, 'postgres.new/base'), { recursive: true })
  const server = await startEmbedded({ dataDir: cut, log, throwaway: true })
  await value(server.ownerUrl, 'select 1')
  await server.stop()
})

test('lost passwords are reported by the name of their file', async () => {
  rmSync(join(home, 'cut/database-passwords.json'))
  await assert.rejects(startEmbedded({ dataDir: join(home, 'cut'), log }), /database-passwords\.json is missing/)
})

test('a folder with a path longer than a socket may have is no obstacle', async () => {
  const server = await startEmbedded({ dataDir: join(home, 'x'.repeat(120)), log, throwaway: true })
  await value(server.ownerUrl, 'select 1')
  await server.stop()
})

test('a PostgreSQL that cannot start says why', async () => {
  const version = join(dataDir, 'postgres/PG_VERSION')
  const found = readFileSync(version)
  writeFileSync(version, '12\n')
  await assert.rejects(start(), /database files are incompatible with server/)
  writeFileSync(version, found)
  await (await start()).stop()
})

/** The server of another process, which exits when its input ends. */
async function startInChild(): Promise<{ child: ChildProcess; pid: number }> {
  const script = `
    import { startEmbedded } from ${JSON.stringify(import.meta.resolve('./embedded.ts'))}
    const log = { info() {}, warn() {} }
    const server = await startEmbedded({ dataDir: ${JSON.stringify(dataDir)}, log, throwaway: true })
    console.log(server.pid)
    process.stdin.on('end', () => process.exit()).resume()`
  const child = spawn(process.execPath, ['--input-type=module', '--eval', script], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const [line] = await Promise.race([once(child.stdout, 'data'), once(child, 'exit')])
  assert.equal(child.exitCode, null)
  return { child, pid: Number(line) }
}

async function value(url: string, sql: string): Promise<unknown> {
  const client = new pg.Client(url)
  await client.connect()
  try {
    const { rows } = await client.query({ text: sql, rowMode: 'array' })
    return rows[0]?.[0]
  } finally {
    await client.end()
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0) && !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))
  } catch {
    return false
  }
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await delay(10)
}
