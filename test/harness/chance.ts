// test/harness/chance.ts: chance that can be had again: NJIWA_FAULT_SEED is what an earlier run printed.
export function seeded(): { seed: number; upTo(max: number): number } {
  const seed = Number(process.env.NJIWA_FAULT_SEED ?? Date.now() % 1_000_000)
  let state = seed
  return {
    seed,
    /** A whole number from 0, below `max`. mulberry32. */
    upTo(max) {
      state = (state + 0x6d2b79f5) | 0
      let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
      mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
      return ((mixed ^ (mixed >>> 14)) >>> 0) % max
    },
  }
}
