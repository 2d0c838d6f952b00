// carriers/smpp/references.ts: which reference marks the parts of a long message. A handset joins parts by it and the sender's
// address, so two long messages to one number need different ones; 8 bits come round after 256 (TS 23.040 §9.2.3.24.1).
const NUMBERS_MAX = 10_000

/** The next reference for a number. Numbers not written to for long are forgotten, and begin where chance puts them. */
export function references(chance: () => number): (msisdn: string) => number {
  const last = new Map<string, number>()
  return (msisdn) => {
    const before = last.get(msisdn)
    const reference = before === undefined ? Math.floor(chance() * 0x1_0000) : (before + 1) & 0xffff
    last.delete(msisdn)
    last.set(msisdn, reference)
    if (last.size > NUMBERS_MAX) last.delete(last.keys().next().value as string)
    return reference
  }
}
