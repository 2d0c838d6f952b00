// What is measured: a gateway between the load generator and the simulator. Njiwa is one, its peer another.

export type Call = {
  port: number
  /** A whole HTTP request with `@TO@` and `@SEQ@`, see load/order.ts. */
  request: string
  recipientsPerCall: number
}

export type Target = {
  name: string
  start(): Promise<void>
  stop(): Promise<void>
  /** By name: what may be asked of it. `told` calls end in a request to the sink. */
  calls(): Record<string, Call>
  /** A call whose messages are to go out at that time; absent where there is none. */
  scheduled?(dueMs: number): Call
  /** The pattern of a request to the sink that tells how a message ended. */
  final: string
  /** Whether a message that nobody is told of has a receipt all the same. */
  alwaysReceipted: boolean
  /** CPU seconds so far, by part. */
  cpuSeconds(): Record<string, number>
  /** The most memory so far, by part. */
  peakMiB(): Record<string, number>
  /** Whether what the sink was told is signed as it has to be; null when this target signs nothing. */
  isSigned: ((sample: { head: string; body: string }) => boolean) | null
}
