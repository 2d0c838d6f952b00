// njiwa carrier: whom messages are handed to, and whether they take them.
import { readFileSync } from 'node:fs'
import { type Command, InvalidArgumentError } from 'commander'
import { CARRIERS, type Carrier, type CarrierTest, carrierIds, listCarriers } from '../carriers.ts'
import type { Context } from '../context.ts'
import { Failure } from '../failure.ts'
import { group, wholeNumber } from '../options.ts'

export function carrierCommands(njiwa: Command, context: Context): void {
  const carrier = group(njiwa, 'carrier', 'the carriers that messages go out by')

  carrier
    .command('list')
    .description('list carriers and whether each is bound')
    .action(async (_options: object, command: Command) => {
      context.rows(command, await listCarriers(context.api()), {
        ID: ({ id }) => id,
        NAME: ({ name }) => name,
        KIND: ({ kind }) => kind,
        ADDRESS: ({ config }) => (config.host === undefined ? null : `${config.host}:${config.port}`),
        STATE: stateOf,
      })
    })

  carrier
    .command('create <name>')
    .description('add a carrier to bind to by SMPP 3.4')
    .requiredOption('--host <name>', 'where its SMSC is')
    .requiredOption('--port <n>', 'and at which port', wholeNumber(1, 65_535))
    .requiredOption('--system-id <id>', 'who we are there')
    .option('--password-file <file>', 'the password, the first line of a file: - is standard input')
    .option('--config <json>', 'more settings of the bind, as docs/reference lists them', json, {})
    .action(async (name: string, options: NewCarrier, command: Command) => {
      const { host, port, systemId, passwordFile, config } = options
      const created = await context.api().post<Carrier>(CARRIERS, {
        name,
        kind: 'smpp',
        config: { ...config, host, port, systemId },
        secret: passwordFile === undefined ? undefined : firstLine(passwordFile),
      })
      context.fields(command, created, { id: created.id, name, address: `${host}:${port}` })
    })

  carrier
    .command('test <carrier> <number>')
    .description('send one message past the queue, and wait for its receipt')
    .option('--sender <name>', 'whom it is from', 'Test')
    .option('--wait <seconds>', 'for the receipt', wholeNumber(0, 25), 10)
    .action(async (named: string, number: string, options: { sender: string; wait: number }, command: Command) => {
      const api = context.api()
      const [id] = await carrierIds(api, [named])
      const body = { to: number, sender: options.sender, wait_seconds: options.wait }
      const test = await api.post<CarrierTest>(`${CARRIERS}/${id}/test`, body)
      context.print(command, test, () => testWords(test))
      if (test.outcome !== 'accepted') throw new Failure(`${named} did not take the message`)
    })

  for (const { name, description, done } of PAUSE_COMMANDS) {
    carrier
      .command(`${name} <carrier>`)
      .description(description)
      .action(async (named: string, _options: object, command: Command) => {
        const api = context.api()
        const [id] = await carrierIds(api, [named])
        const changed = await api.post<Carrier>(`${CARRIERS}/${id}/${name}`, {})
        context.print(command, changed, () => `${changed.name} ${done}.\n`)
      })
  }
}

interface NewCarrier {
  host: string
  port: number
  systemId: string
  passwordFile?: string
  config: object
}

const PAUSE_COMMANDS = [
  { name: 'pause', description: 'give a carrier no more messages', done: 'is given no more messages' },
  { name: 'resume', description: 'use a carrier again', done: 'is used again' },
]

function stateOf({ paused, status }: Carrier): string {
  if (paused) return 'paused'
  if (status === null) return 'unknown'
  return status.up ? 'bound' : 'down'
}

function testWords({ outcome, status, answered_ms, remote_ids, receipts }: CarrierTest): string {
  if (outcome !== 'accepted') return `${OUTCOMES[outcome]}${status === null ? '' : ` (${status})`}.\n`
  const taken = `Taken after ${answered_ms} ms as ${remote_ids.join(', ') || 'a message without an id'}.\n`
  if (receipts.length === 0) return `${taken}No receipt came in time.\n`
  return taken + receipts.map(({ stat, error }) => `Receipt: ${stat}${error === null ? '' : ` (${error})`}.\n`).join('')
}

const OUTCOMES: Record<Exclude<CarrierTest['outcome'], 'accepted'>, string> = {
  rejected: 'Refused',
  throttled: 'Refused for now: too fast',
  temporary: 'Refused for now',
  uncertain: 'Sent, and not answered',
  unsent: 'Not sent: the carrier is not bound, or its window is full',
}

function json(text: string): object {
  try {
    const value = JSON.parse(text)
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value
  } catch {
    // Told below.
  }
  throw new InvalidArgumentError('It takes a JSON object, as in \'{"window": 50}\'.')
}

/** A password on the command line would be in the process list and in the shell's history. */
function firstLine(file: string): string {
  try {
    return readFileSync(file === '-' ? 0 : file, 'utf8').split(/\r?\n/)[0] as string
  } catch (error) {
    throw new Failure(`The password cannot be read from ${file} (${(error as Error).message})`)
  }
}
