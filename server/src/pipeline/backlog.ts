// How much may wait for its transaction: beyond it a caller is told to come again, for a database that has become slow
// would otherwise fill the memory. One account may have half of it, so that a flood of its own stops it alone.
export type Backlog = {
  /** False when there is no room for so many. */
  enter(accountId: string, messages: number): boolean
  leave(accountId: string, messages: number): void
}

export function backlog(messagesMax: number): Backlog {
  const byAccount = new Map<string, number>()
  let all = 0
  return {
    enter(accountId, messages) {
      const own = byAccount.get(accountId) ?? 0
      if (all + messages > messagesMax || own + messages > messagesMax / 2) return false
      all += messages
      byAccount.set(accountId, own + messages)
      return true
    },
    leave(accountId, messages) {
      const own = (byAccount.get(accountId) ?? 0) - messages
      all -= messages
      if (own > 0) byAccount.set(accountId, own)
      else byAccount.delete(accountId)
    },
  }
}
