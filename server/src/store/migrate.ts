// Brings a database to today's schema: the files of migrations/ in order, each in its own transaction, once. One node at
// a time does it (an advisory lock as a convenience: the primary key of schema_migrations is what makes it safe).
import { readdir, readFile } from 'node:fs/promises'
import pg from 'pg'

const FOLDER = new URL('./migrations/', import.meta.url)
const LOCK = 0x6e6a_6977 // "njiw"

export async function migrate(ownerUrl: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [LOCK])
    await client.query(
      'create table if not exists schema_migrations (name text primary key, applied_at timestamptz not null default now())',
    )
    const done = new Set((await client.query('select name from schema_migrations')).rows.map((row) => row.name))
    const files = (await readdir(FOLDER)).filter((file) => file.endsWith('.sql')).sort()
    const unknown = [...done].filter((name) => !files.includes(`${name}.sql`))
    if (unknown.length > 0) throw new Error(`this database has migrations that this version does not know: ${unknown}`)
    const applied: string[] = []
    for (const file of files) {
      const name = file.slice(0, -'.sql'.length)
      if (done.has(name)) continue
      const sql = await readFile(new URL(file, FOLDER), 'utf8')
      await client.query('begin')
      try {
        await client.query("set local lock_timeout = '10s'")
        await client.query(sql)
        await client.query('insert into schema_migrations (name) values ($1)', [name])
        await client.query('commit')
      } catch (error) {
        await client.query('rollback')
        throw new Error(`migration ${name} failed: ${(error as Error).message}`, { cause: error })
      }
      applied.push(name)
    }
    return applied
  } finally {
    await client.end()
  }
}
