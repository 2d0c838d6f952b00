// test/probes/rows.ts: all that the database has of an account.
import type pg from 'pg'

/** By table; what moves by itself is left out. */
export async function rowsOf(owner: pg.Client, accountId: string): Promise<Map<string, string>> {
  const tables = await owner.query<{ name: string }>(
    `select table_name as name from information_schema.columns
     where table_schema = 'public' and column_name = 'account_id' and table_name !~ '^(webhook_(jobs|deliveries)|traffic_|queue)'`,
  )
  const rows = new Map<string, string>()
  for (const { name } of tables.rows) {
    const found = await owner.query<{ row: string }>(
      `select (to_jsonb(t) - 'last_used_at')::text as row from ${name} t where account_id = $1 order by 1`,
      [accountId],
    )
    if (found.rows.length > 0) rows.set(name, found.rows.map(({ row }) => row).join('\n'))
  }
  return rows
}
