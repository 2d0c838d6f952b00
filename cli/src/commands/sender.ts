// njiwa sender: the names that messages may come from, asked for by accounts and decided by the operator.
import type { Command } from 'commander'
import { ACCOUNTS, accountId } from '../accounts.ts'
import type { Context } from '../context.ts'
import { commaSeparated, group, limitOption } from '../options.ts'

const QUEUE = '/v1/operator/sender-ids'

export function senderCommands(njiwa: Command, context: Context): void {
  const sender = group(njiwa, 'sender', 'sender IDs and their review')

  sender
    .command('list')
    .description('list sender IDs of all accounts, the oldest first')
    .option('--account <account>', 'only those of this account')
    .option('--status <status>', 'only those that are pending, approved or rejected')
    .addOption(limitOption())
    .action(async ({ account, status, limit }: ListOptions, command: Command) => {
      const api = context.api()
      const path = account === undefined ? QUEUE : `${ACCOUNTS}/${await accountId(api, account)}/sender-ids`
      context.rows(command, await api.list<Sender>(path, limit, { status }), {
        ID: ({ id }) => id,
        ACCOUNT: (each) => each.account_name ?? account,
        NAME: ({ name }) => name,
        STATUS: ({ status }) => status,
        COUNTRIES: ({ countries }) => countries?.join(' '),
        FINDING: ({ finding }) => finding,
        'WAITS FOR': waitsFor,
        SAMPLE: (each) => each.sample_content,
      })
    })

  sender
    .command('request <account> <name>')
    .description('ask for a sender ID in the name of an account')
    .option('--sample <text>', 'what will be sent under it, 15 to 170 characters')
    .action(async (named: string, name: string, { sample }: { sample?: string }, command: Command) => {
      const api = context.api()
      const path = `${ACCOUNTS}/${await accountId(api, named)}/sender-ids`
      show(context, command, await api.post<Sender>(path, { name, sample_content: sample }))
    })

  sender
    .command('approve <account> <sender>')
    .description('let an account send under a name, given by its id; a protected one takes two people')
    .option('--countries <list>', 'only to these, as in KE,TZ; a second person may leave them out', commaSeparated)
    .action(async (named: string, id: string, { countries }: { countries?: string[] }, command: Command) => {
      const api = context.api()
      const path = `${QUEUE}/${await accountId(api, named)}/${encodeURIComponent(id)}/approve`
      show(context, command, await api.post<Sender>(path, { countries }))
    })

  sender
    .command('reject <account> <sender>')
    .description('refuse a name, given by its id; the account is told the reason')
    .requiredOption('--reason <text>', 'why')
    .action(async (named: string, id: string, { reason }: { reason: string }, command: Command) => {
      const api = context.api()
      const path = `${QUEUE}/${await accountId(api, named)}/${encodeURIComponent(id)}/reject`
      show(context, command, await api.post<Sender>(path, { reason }))
    })
}

interface ListOptions {
  account?: string
  status?: string
  limit: number
}

interface Sender {
  id: string
  account_name?: string
  name: string
  status: string
  countries: string[] | null
  sample_content: string | null
  finding: string | null
  first_approval: { by: string; by_name: string | null; countries: string[] | null } | null
  reason: string | null
}

function waitsFor({ first_approval: first }: Sender): string | undefined {
  if (!first) return undefined
  return `a second person: ${first.by_name ?? first.by} approved it for ${first.countries?.join(' ') ?? 'everywhere'}`
}

function show(context: Context, command: Command, sender: Sender): void {
  const { id, name, status, countries, finding, reason } = sender
  context.fields(command, sender, {
    id,
    name,
    status,
    countries: countries?.join(' ') ?? 'everywhere',
    finding,
    'waits for': waitsFor(sender),
    reason,
  })
}
