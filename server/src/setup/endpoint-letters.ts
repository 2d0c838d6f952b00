// Who is written to when an endpoint is no longer told: the people of its account who can do something about it.
import type { EndpointDisabled } from '../core/webhooks.ts'
import { readAccountRow } from '../store/accounts.ts'
import { listMemberRows } from '../store/members.ts'
import type { Setup } from './setup.ts'

const MEMBERS_MAX = 100
const ROLES: ReadonlySet<string> = new Set(['owner', 'developer'])

export async function writeOfDisabled(
  { database, mail }: Pick<Setup, 'database' | 'mail'>,
  { accountId, endpointId, url }: EndpointDisabled,
): Promise<void> {
  const { account, members } = await database.transaction([accountId], async (tx) => {
    const [account, members] = await Promise.all([
      readAccountRow(tx, accountId),
      listMemberRows(tx, accountId, null, MEMBERS_MAX),
    ])
    return { account, members }
  })
  if (!account) return
  const path = `/settings/webhooks/${endpointId}?account=${accountId}`
  const { host } = new URL(url)
  for (const { email, name, language, role } of members) {
    if (!ROLES.has(role)) continue
    mail.send({ kind: 'endpoint_disabled', to: email, name, language, path, account: account.name, host })
  }
}
