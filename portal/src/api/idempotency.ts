// Which key a body is sent under: the same body the same one, so that it counts once where an answer was lost; another
// body another one, for a key that was used for something else is refused.

export interface IdempotencyKeys {
  of(body: unknown): string
  /** The next one is meant anew, even where it reads the same. */
  renew(): void
}

export function idempotencyKeys(newKey: () => string = () => crypto.randomUUID()): IdempotencyKeys {
  const keys = new Map<string, string>()
  return {
    of(body) {
      const text = JSON.stringify(body)
      const key = keys.get(text) ?? newKey()
      keys.set(text, key)
      return key
    },
    renew: () => keys.clear(),
  }
}
