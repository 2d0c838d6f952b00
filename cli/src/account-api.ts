// Calls in the name of an account: by its own token, else by one that the operator makes for the moment.
import { ACCOUNTS, accountId } from './accounts.ts'
import { type Api, createApi } from './api.ts'
import type { Context } from './context.ts'
import { UsageError } from './failure.ts'
import { serverUrl } from './installation.ts'

// It is revoked right after; this is for when we are killed before.
const LIFETIME_MS = 10 * 60_000

export async function asAccount<T>(
  context: Context,
  named: string | undefined,
  permissions: string[],
  work: (api: Api) => Promise<T>,
): Promise<T> {
  const { NJIWA_TOKEN: ownToken } = context.env
  if (named === undefined) {
    if (ownToken) return work(createApi(serverUrl(context.env), ownToken))
    throw new UsageError('Whose message? Give --account, or the token of an account in NJIWA_TOKEN')
  }
  const operator = context.api()
  const path = `${ACCOUNTS}/${await accountId(operator, named)}/credentials`
  const { id, secret } = await operator.post<{ id: string; secret: string }>(path, {
    dialect: 'native',
    name: 'njiwa, for one command',
    permissions,
    expires_at: new Date(Date.now() + LIFETIME_MS).toISOString(),
  })
  try {
    return await work(createApi(operator.url, secret))
  } finally {
    await operator.delete(`${path}/${id}`)
  }
}
