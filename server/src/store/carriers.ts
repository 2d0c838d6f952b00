// Every statement on carriers, but the one that reads them for use (snapshots.ts).
import type { Statement, Tx } from './database.ts'

export type CarrierKind = 'smpp' | 'sandbox'

/** `secret` stays behind: what an operator is shown is whether there is one. */
export type CarrierView = {
  id: string
  name: string
  kind: CarrierKind
  config: Record<string, unknown>
  has_secret: boolean
  paused: boolean
  created_at: Date
}

const ROW = 'id, name, kind, config, secret is not null as has_secret, paused, created_at'

const LIST: Statement = { name: 'carriers_list', text: `select ${ROW} from carriers order by name` }

export function listCarrierRows(tx: Tx): Promise<CarrierView[]> {
  return tx.run<CarrierView>(LIST)
}

const READ: Statement = { name: 'carrier_read', text: `select ${ROW} from carriers where id = $1` }

export async function readCarrier(tx: Tx, id: string): Promise<CarrierView | null> {
  return (await tx.run<CarrierView>(READ, [id]))[0] ?? null
}

const KNOWN: Statement = {
  name: 'carriers_known',
  text: 'select count(*)::int as known from carriers where id = any ($1::uuid[])',
}

/** How many of these there are. */
export async function countCarriers(tx: Tx, ids: readonly string[]): Promise<number> {
  return (await tx.run<{ known: number }>(KNOWN, [ids]))[0]?.known ?? 0
}

const ADD: Statement = {
  name: 'carrier_add',
  text: `insert into carriers (id, name, kind, config, secret, created_at) values ($1, $2, $3, $4::jsonb, $5, $6)
    on conflict (name) do nothing returning ${ROW}`,
}

export type NewCarrier = {
  id: string
  name: string
  kind: CarrierKind
  config: Record<string, unknown>
  /** Sealed. */
  secret: Buffer | null
  createdAtMs: number
}

/** Null when the name is taken. */
export async function addCarrier(tx: Tx, row: NewCarrier): Promise<CarrierView | null> {
  const values = [row.id, row.name, row.kind, JSON.stringify(row.config), row.secret, new Date(row.createdAtMs)]
  return (await tx.run<CarrierView>(ADD, values))[0] ?? null
}

const UPDATE: Statement = {
  name: 'carrier_update',
  text: `update carriers set config = $2::jsonb, secret = coalesce($3, secret), paused = $4 where id = $1 returning ${ROW}`,
}

/** `secret` of null keeps the one it has. */
export async function updateCarrier(
  tx: Tx,
  row: { id: string; config: Record<string, unknown>; secret: Buffer | null; paused: boolean },
): Promise<CarrierView> {
  const values = [row.id, JSON.stringify(row.config), row.secret, row.paused]
  return (await tx.run<CarrierView>(UPDATE, values))[0] as CarrierView
}
