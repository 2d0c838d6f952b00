// Named places where a test build dies (NJIWA_FAILPOINT=name, or name:n for the n-th pass): kill -9 of ourselves, as a
// crash at that moment would be. Without the variable there is nothing here but a comparison.
const wanted = process.env.NODE_ENV === 'test' ? process.env.NJIWA_FAILPOINT : undefined
const [name, times] = wanted?.split(':') ?? []
let left = Number(times ?? 1)

export const FAILPOINTS = [
  'accept_before_commit',
  'accept_after_commit',
  'claim_after_commit',
  'submit_before_bytes',
  'submit_mid_window',
  'answer_before_commit',
  'answer_after_commit',
  'receipt_before_commit',
  'receipt_after_commit',
  'settle_before_commit',
  'webhook_after_post',
  'expire_before_commit',
] as const

export function failpoint(here: (typeof FAILPOINTS)[number]): void {
  if (here === name && --left === 0) process.kill(process.pid, 'SIGKILL')
}
