// njiwa start: what `npm start` does, from any folder.
import type { Command } from 'commander'
import type { Context } from '../context.ts'
import { runInForeground } from '../server-program.ts'

export function startCommand(njiwa: Command, { env }: Context): void {
  njiwa
    .command('start')
    .description('install and build what is missing, then run the server until it is stopped')
    .action(async () => {
      await runInForeground('scripts/prepare.mjs', [], env)
      await runInForeground('server/src/main.ts', [], env)
    })
}
