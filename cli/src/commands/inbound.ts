// njiwa inbound: the sandbox carrier delivers what a subscriber would have written to one of our numbers.
import type { Command } from 'commander'
import type { Context } from '../context.ts'

export function inboundCommand(njiwa: Command, context: Context): void {
  njiwa
    .command('inbound')
    .description('make the sandbox carrier deliver a message from a subscriber to a number')
    .requiredOption('--from <msisdn>', 'the subscriber, as in 255701000000')
    .requiredOption('--to <number>', 'the number that is written to')
    .requiredOption('--text <text>', 'what is written')
    .action(async ({ from, to, text }: { from: string; to: string; text: string }, command: Command) => {
      const delivered = await context.api().post('/v1/operator/sandbox/inbound', { from, to, text })
      context.print(command, delivered, () => `The sandbox carrier delivered it to ${to}.\n`)
    })
}
