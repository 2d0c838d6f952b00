// njiwa wallet: what an account has to spend, what moved it, and putting something in.
import { randomUUID } from 'node:crypto'
import type { Command } from 'commander'
import { ACCOUNTS, accountId, findAccount, money } from '../accounts.ts'
import type { Context } from '../context.ts'
import { amount, group, limitOption } from '../options.ts'

export function walletCommands(njiwa: Command, context: Context): void {
  const wallet = group(njiwa, 'wallet', 'what accounts have to spend')

  wallet
    .command('show <account>')
    .description('show what is there, and what of it is held for messages under way')
    .action(async (named: string, _options: object, command: Command) => {
      const { balance, held, currency } = await findAccount(context.api(), named)
      context.fields(
        command,
        { balance, held, currency },
        { balance: money(balance, currency), held: money(held, currency) },
      )
    })

  wallet
    .command('statement <account>')
    .description('list every movement, the newest first')
    .addOption(limitOption())
    .action(async (named: string, { limit }: { limit: number }, command: Command) => {
      const api = context.api()
      const path = `${ACCOUNTS}/${await accountId(api, named)}/statement`
      context.rows(command, await api.list<Movement>(path, limit), {
        AT: ({ at }) => at,
        KIND: ({ kind }) => kind,
        AMOUNT: ({ amount, currency }) => money(amount, currency),
        FROM: ({ from }) => from,
        TO: ({ to }) => to,
        NOTE: ({ note }) => note,
      })
    })

  creditCommand(wallet, context)
}

interface Movement {
  at: string
  kind: string
  amount: string
  currency: string
  from: string
  to: string
  note: string | null
}

/** Under `wallet` and under `account` alike: people look for it in both. */
export function creditCommand(parent: Command, context: Context): void {
  parent
    .command('credit')
    .argument('<account>', 'its id or its name')
    .argument('<amount>', 'as in 1000 or 12.50', amount)
    .description('put an amount into the wallet; with --adjust also take one out, as in: credit Duka --adjust -- -50')
    .option('--adjust', 'correct the balance, rather than book what was paid')
    .option('--note <text>', 'what it is for, for the statement', 'credited by the operator')
    .option('--reference <text>', 'names the payment: the same one again changes nothing')
    .action(async (named: string, text: string, options: CreditOptions, command: Command) => {
      const api = context.api()
      const { id, currency } = await findAccount(api, named)
      const credit = await api.post<Credit>(`${ACCOUNTS}/${id}/credits`, {
        kind: options.adjust ? 'adjustment' : 'topup',
        amount: text,
        currency,
        note: options.note,
        reference: options.reference ?? randomUUID(),
      })
      context.print(command, credit, () => words(credit))
    })
}

interface CreditOptions {
  adjust?: true
  note: string
  reference?: string
}

interface Credit {
  id: string
  amount: string
  currency: string
  status: string
}

function words({ id, amount, currency, status }: Credit): string {
  if (status === 'applied') return `${money(amount, currency)} booked.\n`
  return `${money(amount, currency)} is above the limit of one person: credit ${id} waits for a second one to confirm it.\n`
}
