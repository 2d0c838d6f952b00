// Code that comes when it is wanted. Not by `lazy`: what a Suspense reveals within 300 ms of another is held back until then,
// and a page with a chart waited for two of them.
import { type ComponentType, useEffect, useState } from 'react'

export type Later<Props extends object> = {
  /** Null until its code is there. */
  useIt(): ComponentType<Props> | null
  /** Whoever will want it soon says so. */
  fetch(): void
}

export function later<Props extends object>(load: () => Promise<ComponentType<Props>>): Later<Props> {
  let loaded: ComponentType<Props> | null = null
  let loading: Promise<void> | null = null
  const fetch = (): Promise<void> => {
    loading ??= load().then(
      (component) => {
        loaded = component
      },
      (error) => {
        loading = null // whoever comes next tries again
        throw error
      },
    )
    return loading
  }
  return {
    useIt() {
      const [failure, setFailure] = useState<unknown>(null)
      const [, setIsThere] = useState(loaded !== null)
      useEffect(() => {
        if (loaded === null) fetch().then(() => setIsThere(true), setFailure)
      }, [])
      if (failure !== null) throw failure
      return loaded
    },
    fetch: () => void fetch().catch(() => {}),
  }
}
