// Runs one order in a load generator of its own.
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { end, endWithUs } from '../child.ts'
import type { LoadOrder, LoadResult } from './order.ts'

const GENERATOR = join(import.meta.dirname, 'generator.main.ts')

/** Throws when a call failed: a figure with refusals in it is none. */
export async function load(order: LoadOrder): Promise<LoadResult> {
  const generator = fork(GENERATOR, [], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
  endWithUs(generator)
  try {
    generator.send(order)
    const ended = once(generator, 'exit').then(() => [null])
    const [result] = (await Promise.race([once(generator, 'message'), ended])) as [LoadResult | null]
    if (result === null) throw new Error('the load generator ended without a result')
    if (result.failed > 0)
      throw new Error(`${result.failed} of ${order.calls} calls failed, the first with ${result.failure}`)
    return result
  } finally {
    await end(generator)
  }
}
