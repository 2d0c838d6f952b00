// njiwa doctor: goes through what can be wrong with an installation, and says of each what to do.
import type { Command } from 'commander'
import type { Context } from '../context.ts'
import type { Finding } from '../doctor/check.ts'
import { inspectMachine } from '../doctor/machine.ts'
import { inspectServer } from '../doctor/server.ts'
import { Failure } from '../failure.ts'

export function doctorCommand(njiwa: Command, context: Context): void {
  njiwa
    .command('doctor')
    .description('find out what is wrong with this installation, and what to do')
    .action(async (_options: object, command: Command) => {
      const findings = [...inspectMachine(context.env), ...(await inspectServer(context.env))]
      context.print(command, findings, () => findings.map(words).join(''))
      const bad = findings.filter(({ ok }) => !ok).length
      if (bad > 0) throw new Failure(`${bad === 1 ? 'one thing is' : `${bad} things are`} wrong, as shown above`)
    })
}

function words({ ok, name, found, remedy }: Finding): string {
  const mark = ok ? (remedy === undefined ? '✓' : '–') : '✗'
  return `${mark} ${name}: ${found}\n${remedy === undefined ? '' : `    ${remedy}\n`}`
}
