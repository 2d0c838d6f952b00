// carriers/smpp/index.ts: a carrier that speaks SMPP 3.4. Who may submit how much now, over which session; the rest is told
// in submits.ts (out) and deliveries.ts (in).
import { connect, type Mode, type Session } from '@njiwa/smpp'
import type { Logger } from 'pino'
import type { Clock } from '../../clock.ts'
import { countAnswers } from '../answers.ts'
import type { Carrier, CarrierEvents, SubmitOutcome } from '../carrier.ts'
import { validateCarrierConfig } from './config.ts'
import { createDeliveries } from './deliveries.ts'
import { createLink, type Link } from './link.ts'
import { createRate } from './rate.ts'
import { createSubmits } from './submits.ts'

type SmppCarrierOptions = {
  id: string
  name: string
  /** As kept; see config.ts. */
  config: unknown
  password: string
  events: CarrierEvents
  clock: Clock
  log: Logger
}

const INTERFACE_VERSION = 0x34
const STRETCH_MS = 1000
const UNSENT: SubmitOutcome = { kind: 'unsent' }

/** Throws when the config is not one. */
export function createSmppCarrier(options: SmppCarrierOptions): Carrier {
  const { id, name, password, events, clock, log } = options
  const valid = validateCarrierConfig(options.config)
  if (!valid.ok) throw new Error(`the config of an SMPP carrier: ${valid.error}`)
  const config = valid.value
  const rate = createRate(config.submitsPerSecondMax)
  const answers = countAnswers()
  const deliveries = createDeliveries({ carrierId: id, config, events, clock, log })
  const senders: Link[] = []
  const links: Link[] = []
  let running = false
  /** Messages given to us whose answer is not yet durable. */
  let taken = 0
  let isUp = false
  let sinceMs: number | null = null
  let lastError: string | null = null
  let wake: NodeJS.Timeout | undefined
  let stretchedMs = Number.NEGATIVE_INFINITY

  for (let i = 0; i < config.binds; i++) {
    senders.push(link(config.bindMode === 'pair' ? 'transmitter' : 'transceiver'))
    if (config.bindMode === 'pair') link('receiver')
  }

  function link(mode: Mode): Link {
    const { host, port, tls, window, systemId, systemType, enquireLinkMs, responseMs } = config
    const made = createLink({
      connect: () =>
        connect({
          host,
          port,
          tls,
          window,
          timers: { enquireLinkMs, responseMs },
          bind: { mode, system_id: systemId, password, system_type: systemType, interface_version: INTERFACE_VERSION },
          onRequest: deliveries.take,
          onError: (error) => log.error({ err: error, carrier: id }, 'a delivery could not be read'),
        }),
      reconnectMinMs: config.reconnectMinMs,
      reconnectMaxMs: config.reconnectMaxMs,
      onUp() {
        log.info({ carrier: id, mode }, 'bound')
        changed(null)
      },
      onDown(why) {
        log.warn({ carrier: id, mode, why }, 'not bound')
        changed(why)
      },
    })
    links.push(made)
    return made
  }

  function changed(why: string | null): void {
    lastError = why
    const up = bound().length > 0
    if (up !== isUp) {
      isUp = up
      sinceMs = clock.now()
    }
    events.onChange(id)
  }

  /** The sessions that take submits. */
  function bound(): Session[] {
    const sessions: Session[] = []
    for (const each of senders) {
      const session = each.session()
      if (session?.isBound) sessions.push(session)
    }
    return sessions
  }

  function slots(): number {
    let free = 0
    let max = 0
    for (const session of bound()) {
      free += session.free
      max += config.window
    }
    return Math.max(0, Math.min(free, max - taken))
  }

  const submits = createSubmits({
    config,
    chance: Math.random,
    onSent: (count) => rate.take(count, performance.now()),
    onAnswer(outcome) {
      const { kind } = outcome
      answers.note(outcome, clock.now())
      if (kind === 'accepted') rate.accepted(performance.now())
      else if (kind === 'throttled') throttled(performance.now())
    },
  })

  /** A carrier that throttles is slow to answer, too: giving up on its answers would send what it has a second time. */
  function throttled(nowMs: number): void {
    rate.throttled(nowMs)
    if (nowMs - stretchedMs < STRETCH_MS) return
    stretchedMs = nowMs
    for (const session of bound()) session.extend(STRETCH_MS)
  }

  function wakeLater(): void {
    wake ??= setTimeout(
      () => {
        wake = undefined
        events.onChange(id)
      },
      Math.ceil(rate.waitMs(performance.now())),
    )
  }

  return {
    id,
    name,
    room() {
      if (!running) return 0
      const free = slots()
      if (free === 0) return 0
      const tokens = rate.tokens(performance.now())
      if (tokens === 0) wakeLater()
      return Math.min(free, tokens)
    },
    submit(message) {
      taken++
      const [first, ...others] = running ? bound() : []
      if (first === undefined) return Promise.resolve(UNSENT)
      const freest = others.reduce((best, session) => (session.free > best.free ? session : best), first)
      return submits.send(message, freest, clock.now())
    },
    release() {
      taken--
    },
    status() {
      const perSecond = rate.perSecond()
      return {
        up: bound().length > 0,
        binds: links.filter((each) => each.session()?.isBound).length,
        windowFree: slots(),
        windowMax: config.window * config.binds,
        submitsPerSecondMax: perSecond === null ? null : Math.round(perSecond),
        sinceMs,
        lastError,
      }
    },
    answers: () => answers.read(clock.now()),
    start() {
      running = true
      deliveries.start()
      for (const each of links) each.start()
    },
    async stop(graceMs) {
      running = false
      clearTimeout(wake)
      const graceful = deliveries.settled().then(() => Promise.all(links.map((each) => each.stop())))
      await within(graceMs, graceful)
      for (const each of links) each.cut()
      deliveries.stop()
    },
  }
}

async function within(ms: number, promise: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise((resolve) => {
    timer = setTimeout(resolve, ms)
  })
  await Promise.race([promise, late])
  clearTimeout(timer)
}
