// Who is signed in, and which account is looked at or as what staff, for the pages within the shell.
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

export interface Staff {
  me: Me
  role: NonNullable<Me['user']['staff_role']>
}

export const StaffContext = createContext<Staff | null>(null)

export function useStaff(): Staff {
  const staff = useContext(StaffContext)
  if (!staff) throw new Error('a page of the operator outside the shell')
  return staff
}
