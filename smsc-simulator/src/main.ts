// The simulator as a process: by hand (`njiwa smsc`), or as the sandbox, a child of the server that talks to it by IPC.
import { inboundMessage, processStats, serveControl } from './control.ts'
import { type Flags, readFlags, usage } from './flags.ts'
import { showCounters } from './live.ts'
import { type Simulator, startSimulator } from './simulator.ts'

/** What a parent may send; the reply has the same `type` and `id`. */
type Asked = { id?: unknown } & ({ type: 'inbound'; from: string; to: string; text: string } | { type: 'stats' })

/** A signal to the group reaches the server too, which drains and then unbinds: until then its answers are owed to it. */
const GRACE_MS = 10_000

if (process.argv.includes('--help')) {
  process.stdout.write(usage)
} else {
  try {
    await run(readFlags(process.argv.slice(2), process.env))
  } catch (error) {
    console.error(`smsc: ${(error as Error).message}`)
    process.exit(1)
  }
}

async function run(flags: Flags): Promise<void> {
  const simulator = await startSimulator(flags)
  let isStopping = false
  const stop = (graceMs: number) => {
    if (isStopping) return
    isStopping = true
    void simulator.stop(graceMs).then(() => process.exit(0))
  }
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => stop(process.send ? GRACE_MS : 0))
  // A reader that went away ends nothing.
  process.stdout.on('error', () => {})
  const httpPort = flags.httpPort === undefined ? undefined : await serveControl(simulator, flags.httpPort)
  if (process.send) {
    // The sandbox without its server has nobody to serve; its journal waits for the next start.
    process.once('disconnect', () => stop(0))
    process.on('message', (asked: Asked) => void answer(simulator, asked))
    process.send({ type: 'listening', port: simulator.port, httpPort })
  }
  console.log(`smsc: listening on ${flags.host ?? '127.0.0.1'}:${simulator.port}`)
  if (httpPort !== undefined) console.log(`smsc: control on http://127.0.0.1:${httpPort}`)
  if (!flags.quiet) showCounters(simulator, process.stdout)
}

async function answer(simulator: Simulator, asked: Asked): Promise<void> {
  const { type, id } = asked
  const reply = (result: object) => process.connected && process.send?.({ ...result, type, id })
  if (type === 'stats') {
    reply(processStats(simulator))
    return
  }
  const message = type === 'inbound' ? inboundMessage(asked) : undefined
  if (message === undefined) {
    reply({ error: 'type is stats, or inbound with from, to and text' })
    return
  }
  try {
    reply(await simulator.inbound(message))
  } catch (error) {
    reply({ error: (error as Error).message })
  }
}
