// Who may have a password checked now. One takes a quarter of a second and 128 MiB, one after another (setup/passwords.ts):
// the line stays short enough to wait in, and nobody fills it alone.
import { refuse } from '../core/errors.ts'

export type Turns = { take<T>(address: string, work: () => Promise<T>): Promise<T> }

const IN_LINE_MAX = 40
const IN_LINE_PER_ADDRESS = 5

export function passwordTurns(): Turns {
  const inLine = new Map<string, number>()
  let all = 0
  return {
    async take(address, work) {
      const mine = inLine.get(address) ?? 0
      if (mine >= IN_LINE_PER_ADDRESS) refuse({ code: 'rate_limited', retryAfterSeconds: 2 })
      if (all >= IN_LINE_MAX) refuse({ code: 'unavailable', retryAfterSeconds: 5 })
      inLine.set(address, mine + 1)
      all++
      try {
        return await work()
      } finally {
        all--
        const left = (inLine.get(address) as number) - 1
        if (left === 0) inLine.delete(address)
        else inLine.set(address, left)
      }
    },
  }
}
