// The limit of SMPP on this machine: our own session that keeps a window of submit_sm full at the simulator.
import { connect } from '@njiwa/smpp'

const WINDOW = 500

/** Submits a second over one bind, each answered; no receipts. */
export async function submitsPerSecond(port: number, submits: number): Promise<number> {
  const session = await connect({
    host: '127.0.0.1',
    port,
    window: WINDOW,
    bind: { mode: 'transmitter', system_id: 'limit', password: 'limit' },
  })
  let next = 0
  const sender = async (): Promise<void> => {
    while (next < submits) {
      const destination_addr = String(255_710_000_000 + next++)
      await session.send({
        command: 'submit_sm',
        source_addr_ton: 5,
        source_addr: 'BENCH',
        dest_addr_ton: 1,
        dest_addr_npi: 1,
        destination_addr,
        short_message: Buffer.from(`Hello from the benchmark, your code is ${destination_addr}`),
      })
    }
  }
  const startedAt = performance.now()
  await Promise.all(Array.from({ length: WINDOW }, sender))
  const seconds = (performance.now() - startedAt) / 1000
  await session.unbind()
  return submits / seconds
}
