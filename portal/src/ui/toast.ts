// What has just been done, said for a while. `say` is for events; what is wrong stays on the page, as a Notice.
import { useSyncExternalStore } from 'react'

interface Toast {
  id: number
  text: string
}

const SHOWN_MS = 6_000
let toasts: readonly Toast[] = []
let last = 0
const listeners = new Set<() => void>()

export function say(text: string): void {
  const id = ++last
  change([...toasts, { id, text }])
  setTimeout(() => dismiss(id), SHOWN_MS)
}

export function dismiss(id: number): void {
  change(toasts.filter((toast) => toast.id !== id))
}

export function useToasts(): readonly Toast[] {
  return useSyncExternalStore(subscribe, () => toasts)
}

function change(next: readonly Toast[]): void {
  toasts = next
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
