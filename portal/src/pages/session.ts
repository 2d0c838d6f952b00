// Who is signed in and which account is looked at, for the pages within the shell.
import { createContext, useContext } from 'react'
import type { AccountAccess, Me, Permission } from '../api/types.ts'

export interface Session {
  me: Me
  account: AccountAccess
}

export const SessionContext = createContext<Session | null>(null)

export function useSession(): Session & { may(permission: Permission): boolean } {
  const session = useContext(SessionContext)
  if (!session) throw new Error('a page of an account outside the shell')
  return { ...session, may: (permission) => session.account.permissions.includes(permission) }
}
