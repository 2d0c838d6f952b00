// core/result.ts: how an expected failure is told: as a value with a code, never as an exception.
/** Narrow with `if (result.ok)`. `E` carries what an answer needs to be worded; `code` is one of `core/errors.ts`. */
export type Result<T, E extends { code: string } = { code: string }> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: E }
