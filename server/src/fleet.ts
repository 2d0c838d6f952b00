// The carriers that run: those the table names, as it names them. One whose row changed is stopped and started anew.
import type { Carrier, CarrierEvents } from './carriers/carrier.ts'
import { sandboxConfig } from './carriers/sandbox/index.ts'
import { createSmppCarrier } from './carriers/smpp/index.ts'
import type { Clock } from './clock.ts'
import type { Logger } from './log.ts'
import type { Knowledge } from './pipeline/knowledge.ts'
import { type Keyring, unseal } from './seal.ts'
import { sealedAs } from './setup/sealed.ts'
import type { CarrierRow } from './store/snapshots.ts'

const LOOK_EVERY_MS = 500
const STOP_GRACE_MS = 5_000

export type Fleet = {
  /** By id. The same map for as long as the fleet lives. */
  carriers: Map<string, Carrier>
  start(): Promise<void>
  stop(graceMs: number): Promise<void>
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
    const common = { id, name, events: options.events(), clock, log: log.child({ carrier: name }) }
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
