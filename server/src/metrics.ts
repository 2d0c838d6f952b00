// What an operator's monitoring reads at /metrics. docs/reference/metrics.md lists what is here.
import { Counter, collectDefaultMetrics, Gauge, Registry } from 'prom-client'
import type { Carrier } from './carriers/carrier.ts'
import type { MessageRow } from './store/messages.ts'

type Metrics = {
  recorded(message: MessageRow): void
  text(): Promise<string>
}

export function metrics(sources: {
  carriers(): Iterable<Carrier>
  dispatch(): { inMemory: number; byRoute: Map<string, number> }
  webhooks(): { inMemory: number; underWay: number }
}): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry, prefix: 'njiwa_process_' })
  const registers = [registry]
  const messages = new Counter({
    name: 'njiwa_messages_total',
    help: 'Messages by the state they reached.',
    labelNames: ['state', 'reason'],
    registers,
  })
  new Gauge({
    name: 'njiwa_dispatch_messages',
    help: 'Messages in memory, waiting for a carrier.',
    registers,
    collect() {
      this.set(sources.dispatch().inMemory)
    },
  })
  new Gauge({
    name: 'njiwa_webhooks_waiting',
    help: 'Webhooks in memory, waiting for their turn.',
    registers,
    collect() {
      this.set(sources.webhooks().inMemory)
    },
  })
  new Gauge({
    name: 'njiwa_carrier_up',
    help: '1 while the carrier is bound.',
    labelNames: ['carrier'],
    registers,
    collect() {
      for (const carrier of sources.carriers()) this.set({ carrier: carrier.name }, carrier.status().up ? 1 : 0)
    },
  })
  new Gauge({
    name: 'njiwa_carrier_window_free',
    help: 'Submits that may go out before an answer is needed.',
    labelNames: ['carrier'],
    registers,
    collect() {
      for (const carrier of sources.carriers()) this.set({ carrier: carrier.name }, carrier.status().windowFree)
    },
  })
  return {
    recorded: (message) => messages.inc({ state: message.state, reason: message.reason ?? '' }),
    text: () => registry.metrics(),
  }
}
