// njiwa audit: what staff and their tokens have changed, and the proof that nothing was taken out of that record.
import type { Command } from 'commander'
import { accountId } from '../accounts.ts'
import type { Context } from '../context.ts'
import { Failure } from '../failure.ts'
import { group, limitOption } from '../options.ts'

const PATH = '/v1/operator/audit'

export function auditCommands(njiwa: Command, context: Context): void {
  const audit = group(njiwa, 'audit', 'the record of every change')

  audit
    .command('list')
    .description('list changes, the newest first')
    .option('--account <account>', 'only those of this account')
    .addOption(limitOption())
    .action(async ({ account, limit }: { account?: string; limit: number }, command: Command) => {
      const api = context.api()
      const account_id = account === undefined ? undefined : await accountId(api, account)
      context.rows(command, await api.list<Line>(PATH, limit, { account_id }), {
        AT: ({ at }) => at,
        WHO: ({ actor }) => actor,
        DID: ({ action }) => action,
        TO: ({ target }) => target,
        DETAIL: ({ detail }) => JSON.stringify(detail),
      })
    })

  audit
    .command('verify')
    .description('prove that no line was changed, taken out or cut off; exit code 1 when one was')
    .action(async (_options: object, command: Command) => {
      const proof = await context.api().get<Proof>(`${PATH}/verify`)
      context.print(command, proof, () => words(proof))
      if (!proof.holds) throw new Failure(`${proof.breaks.length} of ${proof.chains} chains are broken`)
    })
}

interface Line {
  at: string
  actor: string
  action: string
  target: string
  detail: object
}

interface Proof {
  holds: boolean
  chains: number
  lines: number
  breaks: { account_id: string | null; seq: number; reason: string }[]
}

function words({ chains, lines, breaks }: Proof): string {
  if (breaks.length === 0) return `✓ ${lines} lines in ${chains} chains, each as it was written\n`
  return breaks
    .map(
      ({ account_id, seq, reason }) =>
        `✗ ${account_id === null ? 'installation' : `account ${account_id}`}: line ${seq} is ${reason}\n`,
    )
    .join('')
}
