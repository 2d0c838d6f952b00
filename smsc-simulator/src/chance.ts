// Chance from a seed: the same seed and the same questions in the same order get the same answers.

/** Says yes to the given ratio (0 to 1) of its calls. The generator is mulberry32. */
export function chance(seed: number): (ratio: number) => boolean {
  let state = seed | 0
  return (ratio) => {
    if (ratio <= 0) return false
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32 < ratio
  }
}
