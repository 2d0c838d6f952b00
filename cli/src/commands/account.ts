// njiwa account: who may send, by which prices, and with what in the wallet.
import type { Command } from 'commander'
import { ACCOUNTS, type Account, accountId, findAccount, money } from '../accounts.ts'
import type { Context } from '../context.ts'
import { group, limitOption, wholeNumber } from '../options.ts'
import { ratePlanId } from '../rate-plans.ts'
import { creditCommand } from './wallet.ts'

export function accountCommands(njiwa: Command, context: Context): void {
  const account = group(njiwa, 'account', 'the accounts of customers')

  account
    .command('list')
    .description('list accounts, the newest first')
    .option('--name <text>', 'only those with this in their name')
    .option('--status <status>', 'only those that are active, pending or suspended')
    .addOption(limitOption())
    .action(async ({ limit, name, status }: { limit: number; name?: string; status?: string }, command: Command) => {
      const accounts = await context.api().list<Account>(ACCOUNTS, limit, { name, status })
      context.rows(command, accounts, {
        ID: ({ id }) => id,
        NAME: ({ name }) => name,
        STATUS: ({ status }) => status,
        PLAN: (each) => each.rate_plan,
        BALANCE: ({ balance, currency }) => money(balance, currency),
      })
    })

  account
    .command('create <name>')
    .description('make an account')
    .requiredOption('--plan <name>', 'its rate plan, which says what its wallet counts in')
    .option('--sender <name>', 'the sender of messages that name none')
    .option('--requests-per-minute <n>', 'how fast it may call', wholeNumber(1, 10_000_000))
    .action(async (name: string, options: NewAccount, command: Command) => {
      const api = context.api()
      const created = await api.post<Account>(ACCOUNTS, {
        name,
        rate_plan_id: await ratePlanId(api, options.plan),
        default_sender: options.sender,
        requests_per_minute: options.requestsPerMinute,
      })
      show(context, command, created)
    })

  account
    .command('show <account>')
    .description('show one account, named by its id or its name')
    .action(async (named: string, _options: object, command: Command) => {
      show(context, command, await findAccount(context.api(), named))
    })

  for (const { name, status, description } of STATUS_COMMANDS) {
    account
      .command(`${name} <account>`)
      .description(description)
      .action(async (named: string, _options: object, command: Command) => {
        const api = context.api()
        show(context, command, await api.patch<Account>(`${ACCOUNTS}/${await accountId(api, named)}`, { status }))
      })
  }

  creditCommand(account, context)
}

interface NewAccount {
  plan: string
  sender?: string
  requestsPerMinute?: number
}

const STATUS_COMMANDS = [
  { name: 'activate', status: 'active', description: 'let an account send' },
  { name: 'suspend', status: 'suspended', description: 'stop an account at once; what it has sent goes on' },
]

function show(context: Context, command: Command, account: Account): void {
  context.fields(command, account, {
    id: account.id,
    name: account.name,
    status: account.status,
    plan: account.rate_plan,
    balance: money(account.balance, account.currency),
    held: money(account.held, account.currency),
    sender: account.default_sender,
    'requests a minute': account.requests_per_minute,
    created: account.created_at,
  })
}
