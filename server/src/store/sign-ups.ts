// Every statement that forgets a sign-up: a person whose address was never confirmed, and an account in which nothing happened.
import { plainArray } from './arrays.ts'
import type { Statement, Tx } from './database.ts'

// Whoever holds a link that still counts is given its time.
const OVERDUE: Statement = {
  name: 'sign_ups_overdue',
  text: `select u.id from users u where u.confirmed_at is null and u.created_at <= $1
      and not exists (select from mailed_links l where l.user_id = u.id and l.expires_at > $2)
    order by u.id limit $3`,
}

/** People who signed up before `beforeMs` and have not confirmed their address. */
export async function overdueSignUps(tx: Tx, beforeMs: number, nowMs: number, limit: number): Promise<string[]> {
  const rows = await tx.run<{ id: string }>(OVERDUE, [new Date(beforeMs), new Date(nowMs), limit])
  return rows.map(({ id }) => id)
}

const LEAVE: Statement = {
  name: 'sign_ups_leave',
  text: 'delete from memberships where user_id = any ($1::uuid[]) returning account_id',
}
const FORGET_LINKS: Statement = {
  name: 'sign_ups_links_forget',
  text: 'delete from mailed_links where user_id = any ($1::uuid[])',
}
const FORGET: Statement = { name: 'sign_ups_forget', text: 'delete from users where id = any ($1::uuid[])' }

/** Removes people; answers the accounts that they belonged to. */
export async function forgetPeople(tx: Tx, userIds: readonly string[]): Promise<string[]> {
  const ids = plainArray(userIds)
  const left = await tx.run<{ account_id: string }>(LEAVE, [ids])
  await Promise.all([tx.run(FORGET_LINKS, [ids]), tx.run(FORGET, [ids])])
  return [...new Set(left.map((row) => row.account_id))].sort()
}

// What an account has that somebody made: as long as there is a row in one of these, the account is somebody's.
const USED = [
  'memberships',
  'invitations',
  'requests',
  'inbound_messages',
  'transfers',
  'credits',
  'purchases',
  'credentials',
  'sender_ids',
  'numbers',
  'number_requests',
  'webhook_endpoints',
  'templates',
  'contacts',
  'contact_groups',
  'keyword_rules',
  'opt_outs',
]
const UNUSED: Statement = {
  name: 'accounts_unused',
  text: `select a.id from unnest($1::uuid[]) as a (id)
    where ${USED.map((table) => `not exists (select from ${table} t where t.account_id = a.id)`).join(' and ')}`,
}
const REMOVE = ['notices', 'account_secrets', 'wallets'].map(
  (table): Statement => ({
    name: `account_${table}_remove`,
    text: `delete from ${table} where account_id = any ($1::uuid[])`,
  }),
)
const REMOVE_ACCOUNTS: Statement = { name: 'accounts_remove', text: 'delete from accounts where id = any ($1::uuid[])' }

/** Removes those accounts that nobody is in and nothing was done with; answers how many. Their audit log stays. */
export async function removeUnused(tx: Tx, accountIds: readonly string[]): Promise<number> {
  const unused = await tx.run<{ id: string }>(UNUSED, [plainArray(accountIds)])
  if (unused.length === 0) return 0
  const ids = plainArray(unused.map(({ id }) => id))
  await Promise.all([...REMOVE, REMOVE_ACCOUNTS].map((statement) => tx.run(statement, [ids])))
  return unused.length
}
