// The command line of main.ts.
import { parseArgs } from 'node:util'
import { type StatusName, status } from '@njiwa/smpp'
import type { SimulatorOptions } from './simulator.ts'

export interface Flags extends SimulatorOptions {
  httpPort?: number
  quiet: boolean
}

export const usage = `njiwa smsc: an SMSC that behaves as the recipient's last four digits say

  --port N             where ESMEs bind; 2775, and 0 picks a free one
  --host ADDRESS       127.0.0.1
  --system-id ID       only this ESME may bind
  --password TEXT      only with this password
  --delay MS           from the submit_sm_resp to the receipt; NJIWA_SANDBOX_DELAY_MS or 1000
  --response-delay MS  before each submit_sm_resp
  --rate N             submits a second, above it ESME_RTHROTTLED
  --drop-after N       cuts every session after every N submits
  --fail RATIO         0 to 1 of all submits are refused
  --fail-status NAME   with this command_status, ESME_RSYSERR
  --undelivered RATIO  0 to 1 of what would be delivered gets UNDELIV
  --seed N             of the chance in these ratios
  --journal FILE       what is taken and not receipted outlives the process
  --http PORT          GET /stats and /seen, POST /reset and /inbound, on 127.0.0.1
  --base N             first of the recipients that /seen counts
  --plain              no outcome by number: all is delivered
  --quiet              no line of counters
`

const text = { type: 'string' } as const
const flag = { type: 'boolean', default: false } as const

/** Throws an Error that says which flag is wrong. */
export function readFlags(args: string[], env: NodeJS.ProcessEnv): Flags {
  const { values } = parseArgs({
    args,
    options: {
      port: text,
      host: text,
      'system-id': text,
      password: text,
      delay: text,
      'response-delay': text,
      rate: text,
      'drop-after': text,
      fail: text,
      'fail-status': text,
      undelivered: text,
      seed: text,
      journal: text,
      http: text,
      base: text,
      plain: flag,
      quiet: flag,
    },
  })
  const port = (name: 'port' | 'http') => number(`--${name}`, values[name], 0, 65_535)
  return {
    port: port('port') ?? 2775,
    host: values.host,
    systemId: values['system-id'],
    password: values.password,
    delayMs: number('--delay', values.delay) ?? number('NJIWA_SANDBOX_DELAY_MS', env.NJIWA_SANDBOX_DELAY_MS),
    responseDelayMs: number('--response-delay', values['response-delay']),
    submitsPerSecondMax: number('--rate', values.rate, 1),
    dropAfter: number('--drop-after', values['drop-after'], 1),
    failRatio: ratio('--fail', values.fail),
    failStatus: statusNamed(values['fail-status']),
    undeliveredRatio: ratio('--undelivered', values.undelivered),
    seed: number('--seed', values.seed),
    journal: values.journal,
    httpPort: port('http'),
    seenFrom: number('--base', values.base),
    plain: values.plain,
    quiet: values.quiet,
  }
}

function number(name: string, value: string | undefined, min = 0, max = Number.MAX_SAFE_INTEGER): number | undefined {
  if (value === undefined || value === '') return undefined
  const read = Number(value)
  if (Number.isInteger(read) && read >= min && read <= max) return read
  throw new Error(`${name} takes a whole number of ${min} to ${max}`)
}

function ratio(name: string, value: string | undefined): number | undefined {
  if (value === undefined) return undefined
  const read = Number(value)
  if (value !== '' && read >= 0 && read <= 1) return read
  throw new Error(`${name} takes a ratio of 0 to 1`)
}

function statusNamed(name: string | undefined): StatusName | undefined {
  if (name === undefined || (Object.hasOwn(status, name) && name !== 'ESME_ROK')) return name as StatusName | undefined
  throw new Error('--fail-status takes the name of an SMPP error, such as ESME_RTHROTTLED')
}
