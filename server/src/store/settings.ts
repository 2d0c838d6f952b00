// Every statement on settings: what holds for the whole installation, a value a name.
import type { Statement, Tx } from './database.ts'

const READ: Statement = { name: 'setting_read', text: 'select value from settings where name = $1' }

export async function readSetting<T>(tx: Tx, name: string): Promise<T | null> {
  return (await tx.run<{ value: T }>(READ, [name]))[0]?.value ?? null
}

const WRITE: Statement = {
  name: 'setting_write',
  text: `insert into settings (name, value) values ($1, $2::jsonb) on conflict (name) do update set value = excluded.value`,
}

export async function writeSetting(tx: Tx, name: string, value: unknown): Promise<void> {
  await tx.run(WRITE, [name, JSON.stringify(value)])
}
