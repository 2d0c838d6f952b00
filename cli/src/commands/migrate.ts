// njiwa migrate: brings the database of DATABASE_URL to today's schema without starting the server.
import type { Command } from 'commander'
import type { Context } from '../context.ts'
import { runInForeground } from '../server-program.ts'

export function migrateCommand(njiwa: Command, { env }: Context): void {
  njiwa
    .command('migrate')
    .description("bring the database of DATABASE_URL to today's schema")
    .action(() => runInForeground('server/src/main.ts', ['migrate'], env))
}
