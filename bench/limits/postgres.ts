// The limit of the database on this machine: rows that are on disk, in our embedded PostgreSQL with our settings, in a table
// as wide as a message with one index.
import { randomUUID } from 'node:crypto'
import pg from 'pg'
import type { EmbeddedPostgres } from '../../server/src/store/embedded.ts'

const TABLE =
  'create table bench_rows (id uuid primary key, account_id uuid not null, msisdn text, text text, at timestamptz)'
const INSERT = {
  name: 'bench_insert',
  text: `insert into bench_rows (id, account_id, msisdn, text, at)
    select i, $2, m, 'Hello from the benchmark, your code is ' || m, now() from unnest($1::uuid[], $3::text[]) as r (i, m)`,
}

type RowsPerSecond = { inBatches: number; oneByOne: number }

/** 50 rows a commit over 2 connections, and 1 row a commit over 8, for so long each. */
export async function rowsPerSecond(postgres: EmbeddedPostgres, seconds: number): Promise<RowsPerSecond> {
  const pool = new pg.Pool({ connectionString: postgres.ownerUrl, max: 8 })
  pool.on('error', () => {}) // PostgreSQL stops right after, and may still say so to a connection that is ending
  try {
    await pool.query(TABLE)
    await insert(pool, { rows: 50, connections: 2, seconds: seconds / 5 }) // compiled and its files grown
    const inBatches = await insert(pool, { rows: 50, connections: 2, seconds })
    const oneByOne = await insert(pool, { rows: 1, connections: 8, seconds })
    return { inBatches, oneByOne }
  } finally {
    await pool.end()
  }
}

async function insert(
  pool: pg.Pool,
  { rows, connections, seconds }: { rows: number; connections: number; seconds: number },
): Promise<number> {
  const account = randomUUID()
  const startedAt = performance.now()
  const until = startedAt + seconds * 1000
  let written = 0
  const writer = async (): Promise<void> => {
    const client = await pool.connect()
    while (performance.now() < until) {
      const ids = Array.from({ length: rows }, () => randomUUID())
      const numbers = ids.map((_, index) => String(255_710_000_000 + written + index))
      await client.query({ ...INSERT, values: [ids, account, numbers] })
      written += rows
    }
    client.release()
  }
  await Promise.all(Array.from({ length: connections }, writer))
  return written / ((performance.now() - startedAt) / 1000)
}
