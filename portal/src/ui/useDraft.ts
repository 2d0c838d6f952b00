// What a form starts from: the newest there is, until somebody has begun to fill it in. What comes after that waits.
import { useState } from 'react'

export function useDraft<T>(newest: T) {
  const [begun, setBegun] = useState<{ from: T } | null>(null)
  const from = begun ? begun.from : newest
  return {
    from,
    /** Of the form: another one starts it anew. */
    key: JSON.stringify(from),
    touch: () => setBegun((now) => now ?? { from }),
    saved: () => setBegun(null),
  }
}
