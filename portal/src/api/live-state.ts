// Whether changes come by themselves just now (live.ts), or have to be asked for.
import { useSyncExternalStore } from 'react'

let live = false
const listeners = new Set<() => void>()

export function useIsLive(): boolean {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => live,
  )
}

export const isLive = (): boolean => live

export function tellLive(now: boolean): void {
  live = now
  for (const listener of listeners) listener()
}
