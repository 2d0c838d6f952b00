// What time it is. Handed to whatever needs it, so that a test can say another.
export type Clock = { now(): number }

export const systemClock: Clock = { now: () => Date.now() }
