// njiwa demo: a new set of accounts to try every dialect with, as one JSON document or in words.
import type { Command } from 'commander'
import { ACCOUNTS, type Account } from '../accounts.ts'
import type { Context } from '../context.ts'
import { DIALECTS } from '../demo/dialects.ts'
import { createOperator, createOwner } from '../demo/people.ts'
import { newSet } from '../demo/set.ts'
import { sendSamples } from '../demo/traffic.ts'
import { wholeNumber } from '../options.ts'

export function demoCommand(njiwa: Command, context: Context): void {
  njiwa
    .command('demo')
    .description('make new demo accounts for every dialect, and print how to use them')
    .option('--webhook-url <url>', "where the Wasambazie account's batches are told")
    .option('--inbound-url <url>', "where what the SMSBox account's number receives is told")
    .option('--dlr-url <url>', "where the SMSBox account's deliveries are told")
    .option('--messages <n>', 'also send so many messages over the last 14 days', wholeNumber(0, 10_000_000))
    .option('--balance <n>', 'wallets of at least so much', wholeNumber(0, 1_000_000_000))
    .action(async (flags: Flags, command: Command) => {
      const api = context.api()
      const set = newSet(api, flags)
      const made = await Promise.all(
        DIALECTS.map(async (dialect) => ({ name: dialect.name, ...(await dialect.create(set)) })),
      )
      const accountIds = made.map(({ accountId }) => accountId)
      const [portal, operator] = await Promise.all([
        createOwner(set, accountIds),
        createOperator(set),
        sendSamples(api, accountIds, flags.messages ?? 0, context.err),
      ])
      const balances = await Promise.all(
        accountIds.map(async (id) => (await api.get<Account>(`${ACCOUNTS}/${id}`)).balance),
      )
      const dialects = Object.fromEntries(
        made.map(({ name, document }, index) => [name, document(balances[index] as string)]),
      )
      const document = { url: api.url, portal, operator, dialects }
      context.print(command, document, () => words(document, made))
    })
}

interface Flags {
  webhookUrl?: string
  inboundUrl?: string
  dlrUrl?: string
  messages?: number
  balance?: number
}

interface Document {
  url: string
  portal: { email: string; password: string }
  operator: { email: string; password: string }
}

function words({ url, portal, operator }: Document, made: { name: string; curl: string }[]): string {
  return [
    ...made.map(({ name, curl }) => `${name}: paste this to send a message\n\n${curl}\n`),
    `Where to look next`,
    `  portal         ${url}/ with ${portal.email} and ${portal.password}`,
    `  as operator    ${url}/ with ${operator.email} and ${operator.password}`,
    `  what happens   depends on the recipient's last four digits: ...0002 is not delivered, ...0003 expires`,
    `  all tokens     njiwa demo --json prints another set with every token in it`,
    `  the book       njiwa ledger verify`,
    '',
  ].join('\n')
}
