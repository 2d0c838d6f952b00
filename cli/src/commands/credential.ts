// njiwa credential: the tokens and key pairs that speak for an account. A secret is shown when it is made, and never again.
import type { Command } from 'commander'
import { ACCOUNTS, accountId } from '../accounts.ts'
import type { Api } from '../api.ts'
import type { Context } from '../context.ts'
import { commaSeparated, group, limitOption, wholeNumber } from '../options.ts'

export function credentialCommands(njiwa: Command, context: Context): void {
  const credential = group(njiwa, 'credential', 'the tokens and key pairs of accounts')

  credential
    .command('list <account>')
    .description('list credentials, revoked ones too, the newest first')
    .addOption(limitOption())
    .action(async (named: string, { limit }: { limit: number }, command: Command) => {
      const api = context.api()
      context.rows(command, await api.list<Credential>(await pathOf(api, named), limit), {
        ID: ({ id }) => id,
        NAME: ({ name }) => name,
        DIALECT: ({ dialect }) => dialect,
        KEY: (each) => each.public_id,
        PERMISSIONS: ({ permissions }) => permissions.join(' '),
        EXPIRES: (each) => each.expires_at,
        REVOKED: (each) => each.revoked_at,
        'LAST USED': (each) => each.last_used_at,
      })
    })

  credential
    .command('create <account>')
    .description('make a credential and show its secret this once')
    .requiredOption('--dialect <name>', 'the API it is for')
    .option('--name <text>', 'for people to tell it apart', 'made by the operator')
    .option('--permissions <list>', 'what it may do, with commas between', commaSeparated, [
      'messages:send',
      'messages:read',
      'balance:read',
    ])
    .option('--allowed-ips <list>', 'addresses and networks it may be used from, with commas between', commaSeparated)
    .option('--requests-per-minute <n>', 'a limit of its own', wholeNumber(1, 10_000_000))
    .option('--expires-at <time>', 'when it ends by itself, as in 2027-01-31T00:00:00Z')
    .action(async (named: string, options: NewCredential, command: Command) => {
      const api = context.api()
      const created = await api.post<Credential & { secret: string }>(await pathOf(api, named), {
        dialect: options.dialect,
        name: options.name,
        permissions: options.permissions,
        allowed_ips: options.allowedIps,
        requests_per_minute: options.requestsPerMinute,
        expires_at: options.expiresAt,
      })
      const { id, public_id, secret } = created
      context.fields(command, created, {
        id,
        key: public_id,
        secret,
        '': 'The secret is shown this once: store it now.',
      })
    })

  credential
    .command('revoke <account> <credential>')
    .description('end a credential for good, at once')
    .action(async (named: string, id: string, _options: object, command: Command) => {
      const api = context.api()
      await api.delete(`${await pathOf(api, named)}/${encodeURIComponent(id)}`)
      context.print(command, { id, revoked: true }, () => 'Revoked: it stops working now.\n')
    })
}

async function pathOf(api: Api, named: string): Promise<string> {
  return `${ACCOUNTS}/${await accountId(api, named)}/credentials`
}

interface NewCredential {
  dialect: string
  name: string
  permissions: string[]
  allowedIps?: string[]
  requestsPerMinute?: number
  expiresAt?: string
}

interface Credential {
  id: string
  dialect: string
  name: string
  public_id: string
  permissions: string[]
  expires_at: string | null
  revoked_at: string | null
  last_used_at: string | null
}
