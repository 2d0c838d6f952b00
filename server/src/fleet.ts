// The carriers that run: those the table names, as it names them. One whose row changed is stopped and started anew.
import type { Answers, Carrier, CarrierEvents, CarrierStatus, SubmitOutcome } from './carriers/carrier.ts'
import { sandboxConfig } from './carriers/sandbox/index.ts'
import { createSmppCarrier } from './carriers/smpp/index.ts'
import type { Clock } from './clock.ts'
import { newId } from './ids.ts'
import type { Logger } from './log.ts'
import type { Knowledge } from './pipeline/knowledge.ts'
import { type Keyring, unseal } from './seal.ts'
import type { Submit } from './setup/carrier-trials.ts'
import { sealedAs } from './setup/sealed.ts'
import type { CarrierRow } from './store/snapshots.ts'

const LOOK_EVERY_MS = 500
const STOP_GRACE_MS = 5_000

type Fleet = {
  /** By id. The same map for as long as the fleet lives. */
  carriers: Map<string, Carrier>
  /** How a carrier stands on this node; null where this node does not run it. */
  standing(id: string): CarrierStanding | null
  /** One message outside the pipeline; null where this node does not run the carrier. */
  submit: Submit
  start(): Promise<void>
  stop(graceMs: number): Promise<void>
}

export type CarrierStanding = CarrierStatus & Answers

const TRIAL_VALIDITY_MS = 600_000

async function handOver(
  carrier: Carrier,
  message: { source: string; msisdn: string; text: string },
  nowMs: number,
): Promise<SubmitOutcome> {
  try {
    return await carrier.submit({ ...message, messageId: newId(nowMs), expiresAtMs: nowMs + TRIAL_VALIDITY_MS })
  } finally {
    carrier.release()
  }
}

export function fleet(options: {
  knowledge(): Knowledge
  events(): CarrierEvents
  keyring: Keyring
  sandbox: { host: string; port: number } | null
  clock: Clock
  log: Logger
}): Fleet {
  const { keyring, clock, log } = options
  const carriers = new Map<string, Carrier>()
  const running = new Map<string, string>() // what each was started with
  let timer: NodeJS.Timeout | undefined
  let looking: Promise<void> = Promise.resolve()

  function create(row: CarrierRow): Carrier | null {
    const { id, name } = row
    const common = { id, name, events: options.events(), clock, log: log.child({ carrierName: name }) }
    if (row.kind === 'sandbox')
      return options.sandbox && createSmppCarrier({ ...common, ...sandboxConfig(options.sandbox) })
    const password = row.secret ? unseal(keyring, row.secret, sealedAs.carrier(id)) : ''
    return createSmppCarrier({ ...common, config: row.config, password })
  }

  async function look(): Promise<void> {
    const { carriers: rows } = await options.knowledge().network()
    const wanted = new Map(rows.filter((row) => !row.paused).map((row) => [row.id, row]))
    for (const [id, started] of running) {
      const row = wanted.get(id)
      if (row && JSON.stringify(row) === started) continue
      const carrier = carriers.get(id)
      carriers.delete(id)
      running.delete(id)
      await carrier?.stop(STOP_GRACE_MS)
    }
    for (const [id, row] of wanted) {
      if (running.has(id)) continue
      running.set(id, JSON.stringify(row)) // one that cannot be created is not tried again until its row changes
      try {
        const carrier = create(row)
        if (!carrier) continue
        carriers.set(id, carrier)
        carrier.start()
      } catch (error) {
        log.error({ err: error, carrier: row.name }, 'a carrier cannot be started as it is set up')
      }
    }
  }

  return {
    carriers,
    standing(id) {
      const carrier = carriers.get(id)
      return carrier ? { ...carrier.status(), ...carrier.answers() } : null
    },
    async submit(id, message) {
      const carrier = carriers.get(id)
      if (!carrier) return null
      const startedMs = performance.now()
      const outcome =
        carrier.room() === 0 ? ({ kind: 'unsent' } as const) : await handOver(carrier, message, clock.now())
      const answeredMs = Math.round(performance.now() - startedMs)
      return {
        outcome: outcome.kind,
        status: 'status' in outcome ? outcome.status : 'cause' in outcome ? outcome.cause : null,
        remoteIds: outcome.kind === 'accepted' ? outcome.remoteIds : [],
        answeredMs,
      }
    },
    async start() {
      await look()
      timer = setInterval(() => {
        looking = looking.then(look).catch((error) => log.warn({ err: error }, 'the carriers could not be looked at'))
      }, LOOK_EVERY_MS)
    },
    async stop(graceMs) {
      clearInterval(timer)
      await looking
      await Promise.all([...carriers.values()].map((carrier) => carrier.stop(graceMs)))
    },
  }
}
