// njiwa smsc: the simulator of a carrier as a program of its own, for NJIWA_SANDBOX and for trying out ESMEs.
import type { Command } from 'commander'

export function smscCommand(njiwa: Command): void {
  njiwa
    .command('smsc')
    .description('run a simulated carrier that ESMEs can bind to; its own flags: njiwa smsc --help')
    .allowUnknownOption()
    .allowExcessArguments()
    .helpOption(false)
    .action(async () => {
      // It reads its own command line, in which our name for it has no place.
      process.argv.splice(process.argv.indexOf('smsc'), 1)
      // Resolved and not imported by name: it is a program that is run here, and nothing of it is called.
      await import(import.meta.resolve('@njiwa/smsc-simulator/main'))
    })
}
