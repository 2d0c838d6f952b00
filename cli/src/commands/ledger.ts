// njiwa ledger: the proof that the whole book, and every message with it, is as it must be.
import type { Command } from 'commander'
import type { Context } from '../context.ts'
import { Failure } from '../failure.ts'
import { group } from '../options.ts'
import { table } from '../table.ts'

export function ledgerCommands(njiwa: Command, context: Context): void {
  const ledger = group(njiwa, 'ledger', 'the double-entry book of all wallets')

  ledger
    .command('verify')
    .description('prove every invariant of money and messages; exit code 1 when one is broken')
    .action(async (_options: object, command: Command) => {
      const verdict = await context.api().post<Verdict>('/v1/operator/ledger/verify', {})
      context.print(command, verdict, () => words(verdict))
      if (!verdict.holds) {
        throw new Failure(
          `${verdict.breaches.length} of ${verdict.checked.length} invariants are broken, as shown above`,
        )
      }
    })
}

interface Verdict {
  holds: boolean
  checked: { invariant: string; says: string }[]
  breaches: { invariant: string; rows: Record<string, string | number | null>[] }[]
}

function words({ checked, breaches }: Verdict): string {
  return checked
    .map(({ invariant, says }) => {
      const rows = breaches.find((breach) => breach.invariant === invariant)?.rows
      return `${rows === undefined ? '✓' : '✗'} ${invariant} ${says}\n${rows === undefined ? '' : rowsOf(rows)}`
    })
    .join('')
}

function rowsOf(rows: Record<string, string | number | null>[]): string {
  const columns = Object.keys(rows[0] ?? {}).map((name) => [name, (row: (typeof rows)[number]) => row[name]] as const)
  return table(rows, Object.fromEntries(columns)).replace(/^/gm, '    ').trimEnd().concat('\n')
}
