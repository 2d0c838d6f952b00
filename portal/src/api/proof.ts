// Asked of whoever sits at the page before something that hangs on who they are: the call waits for the dialog's answer.
import { useSyncExternalStore } from 'react'

export interface Asked {
  /** False: they would rather not. */
  answer(proven: boolean): void
}

let asked: Asked | null = null
let waiting: Promise<boolean> | null = null
const listeners = new Set<() => void>()

/** Calls that ask at the same time share one answer. */
export function askForProof(): Promise<boolean> {
  waiting ??= new Promise<boolean>((resolve) => {
    show({
      answer(proven) {
        waiting = null
        show(null)
        resolve(proven)
      },
    })
  })
  return waiting
}

export function useAsked(): Asked | null {
  return useSyncExternalStore(subscribe, () => asked)
}

function show(next: Asked | null): void {
  asked = next
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
