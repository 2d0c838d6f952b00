// Every statement on invitations to an account.
import type { Statement, Tx } from './database.ts'
import type { MemberRole } from './members.ts'

export type InvitationRow = {
  account_id: string
  id: string
  email: string
  role: MemberRole
  created_at: Date
  expires_at: Date
}

const ROW = 'account_id, id, email, role, created_at, expires_at'

const PUT: Statement = {
  name: 'invitation_put',
  text: `insert into invitations (account_id, id, email, role, token_hash, created_at, expires_at)
    values ($1, $2, $3, $4, $5, $6, $7)
    on conflict (account_id, email) do update set id = excluded.id, role = excluded.role, token_hash = excluded.token_hash,
      created_at = excluded.created_at, expires_at = excluded.expires_at`,
}

/** In place of one to the same address, whose link is then of no use. */
export async function putInvitation(tx: Tx, row: InvitationRow, tokenHash: Buffer): Promise<void> {
  const { account_id, id, email, role, created_at, expires_at } = row
  await tx.run(PUT, [account_id, id, email, role, tokenHash, created_at, expires_at])
}

const LIST: Statement = {
  name: 'invitations_list',
  text: `select ${ROW} from invitations where account_id = $1 and ($2::uuid is null or id < $2) order by id desc limit $3`,
}

export function listInvitationRows(
  tx: Tx,
  accountId: string,
  beforeId: string | null,
  limit: number,
): Promise<InvitationRow[]> {
  return tx.run<InvitationRow>(LIST, [accountId, beforeId, limit])
}

const OF_HASH: Statement = { name: 'invitation_of_hash', text: `select ${ROW} from invitations where token_hash = $1` }

/** Whether it still holds or not. */
export async function invitationOfHash(tx: Tx, tokenHash: Buffer): Promise<InvitationRow | null> {
  return (await tx.run<InvitationRow>(OF_HASH, [tokenHash]))[0] ?? null
}

const REMOVE: Statement = {
  name: 'invitation_remove',
  text: `delete from invitations where account_id = $1 and id = $2 returning ${ROW}`,
}

/** What it was; null when there is none, or no more. */
export async function removeInvitation(tx: Tx, accountId: string, id: string): Promise<InvitationRow | null> {
  return (await tx.run<InvitationRow>(REMOVE, [accountId, id]))[0] ?? null
}
