// njiwa inbound: the sandbox carrier delivers what a subscriber would have written to one of our numbers.
import type { Command } from 'commander'
import type { Context } from '../context.ts'
import { Failure } from '../failure.ts'

export function inboundCommand(njiwa: Command, context: Context): void {
  njiwa
    .command('inbound')
    .description('make the sandbox carrier deliver a message from a subscriber to a number')
    .requiredOption('--from <msisdn>', 'the subscriber, as in 255701000000')
    .requiredOption('--to <number>', 'the number that is written to')
    .requiredOption('--text <text>', 'what is written')
    .action(async ({ from, to, text }: { from: string; to: string; text: string }, command: Command) => {
      const brought = await context.api().post<Brought>('/v1/operator/sandbox/inbound', { from, to, text })
      context.print(command, brought, () => (brought.assigned ? `The sandbox carrier delivered it to ${to}.\n` : ''))
      if (!brought.assigned) {
        throw new Failure(
          `nobody reads it: by the sandbox carrier ${to} is no account's number. Assign it in the console, under Numbers`,
        )
      }
    })
}

interface Brought {
  assigned: boolean
}
