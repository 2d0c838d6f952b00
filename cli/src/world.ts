// What a command may touch of the outside, so that a test can hand it another one.

export interface World {
  env: NodeJS.ProcessEnv
  /** What was asked for. */
  out: NodeJS.WritableStream
  /** Progress and errors. */
  err: NodeJS.WritableStream
}
