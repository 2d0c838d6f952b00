// Numbers for people who need to know that a message went out, and not to whom: whoever may look and not send.

/** `255712345678` becomes `25571•••••78`: the network stays, and enough of the end to tell two apart. */
export function maskedMsisdn(msisdn: string): string {
  const shown = Math.min(5, Math.max(0, msisdn.length - 4))
  return `${msisdn.slice(0, shown)}${'•'.repeat(Math.max(0, msisdn.length - shown - 2))}${msisdn.slice(-2)}`
}

/** Of a person; a program with a key reads what its key allows. */
export function numbersAreMasked(caller: {
  userId?: string
  credential: { permissions: ReadonlySet<string> }
}): boolean {
  return caller.userId !== undefined && !caller.credential.permissions.has('messages:send')
}
