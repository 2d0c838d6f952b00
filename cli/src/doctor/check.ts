// One thing that can be wrong with an installation: what was found, and what to do when it is not right.

export interface Finding {
  name: string
  ok: boolean
  found: string
  /** What to do, when it is not right; when it is, how to have it otherwise. */
  remedy?: string
}

export function right(name: string, found: string): Finding {
  return { name, ok: true, found }
}

export function wrong(name: string, found: string, remedy: string): Finding {
  return { name, ok: false, found, remedy }
}
