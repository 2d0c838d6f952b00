// All commands under one name, and what their end means: exit code 0, 1 when the work failed, 2 when the command line is wrong.
import { Command, CommanderError } from 'commander'
import { accountCommands } from './commands/account.ts'
import { auditCommands } from './commands/audit.ts'
import { carrierCommands } from './commands/carrier.ts'
import { credentialCommands } from './commands/credential.ts'
import { demoCommand } from './commands/demo.ts'
import { doctorCommand } from './commands/doctor.ts'
import { inboundCommand } from './commands/inbound.ts'
import { ledgerCommands } from './commands/ledger.ts'
import { messageCommands } from './commands/message.ts'
import { migrateCommand } from './commands/migrate.ts'
import { rateCommands } from './commands/rate.ts'
import { routeCommands } from './commands/route.ts'
import { sendCommand } from './commands/send.ts'
import { senderCommands } from './commands/sender.ts'
import { smscCommand } from './commands/smsc.ts'
import { startCommand } from './commands/start.ts'
import { walletCommands } from './commands/wallet.ts'
import { type Context, createContext } from './context.ts'
import { Failure, UsageError } from './failure.ts'
import type { World } from './world.ts'

/** `args` without the names of Node and of the program. Returns the exit code. */
export async function run(args: string[], world: World): Promise<number> {
  try {
    await program(world).parseAsync(args, { from: 'user' })
    return 0
  } catch (error) {
    // Commander has printed its own line by now; of --help it says 0.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
    if (!(error instanceof Failure) && !(error instanceof UsageError)) throw error
    world.err.write(`njiwa: ${error.message}\n`)
    return error instanceof UsageError ? 2 : 1
  }
}

/** Every command, unparsed. */
export function program(world: World): Command {
  const context = createContext(world)
  const njiwa = new Command('njiwa')
    .description('Runs and administers a Njiwa installation')
    .option('--json', 'print one JSON document, for programs')
    .configureOutput({
      writeOut: (text) => world.out.write(text),
      writeErr: (text) => world.err.write(text),
      outputError: (text, write) => write(text.replace(/^error: /, 'njiwa: ')),
    })
    .configureHelp({ showGlobalOptions: true })
    .helpCommand(false)
    .showHelpAfterError('See njiwa --help.')
    .exitOverride()
  const groups: Record<string, ((njiwa: Command, context: Context) => void)[]> = {
    'Running:': [startCommand, migrateCommand, doctorCommand, demoCommand],
    'Accounts:': [accountCommands, credentialCommands, senderCommands, walletCommands],
    'Traffic:': [rateCommands, routeCommands, carrierCommands, sendCommand, messageCommands],
    'Sandbox:': [inboundCommand, smscCommand],
    'Proof:': [ledgerCommands, auditCommands],
  }
  for (const [heading, commands] of Object.entries(groups)) {
    njiwa.commandsGroup(heading)
    for (const add of commands) add(njiwa, context)
  }
  return njiwa
}
