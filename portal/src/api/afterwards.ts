// What follows a change that went through, though the part of the page that asked for it may be gone by then: a callback
// of the call itself would be dropped. What went wrong is the mutation's `error`.
export function afterwards(change: Promise<unknown>, work: () => void): void {
  change.then(work, () => {})
}
