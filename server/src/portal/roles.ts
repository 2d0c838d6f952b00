// What each role of an account may do there, in the permissions of our own API.
import type { PERMISSIONS } from '../dialects/native/auth.ts'
import type { MemberRole } from '../setup/users.ts'

type Permission = (typeof PERMISSIONS)[number]

const OF_ROLE: Record<MemberRole, readonly Permission[]> = {
  owner: ['messages:send', 'messages:read', 'balance:read', 'purchases:write', 'account:read', 'account:write'],
  developer: ['messages:send', 'messages:read', 'balance:read', 'account:read', 'account:write'],
  finance: ['balance:read', 'purchases:write', 'account:read'], // what the messages say is none of its business
  viewer: ['messages:read', 'balance:read', 'account:read'],
}

export function permissionsOf(role: MemberRole): readonly Permission[] {
  return OF_ROLE[role]
}
