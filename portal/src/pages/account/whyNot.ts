// Why something cannot be changed here by whoever looks at it, as it is said beside the button.
import type { Permission } from '../../api/types.ts'
import { useWords } from '../../words/index.ts'
import { useSession } from '../session.ts'

/** Null when it can. */
export function useWhyNot(permission: Permission): string | null {
  const words = useWords().whyNot
  const { account, may } = useSession()
  if (account.status !== 'active') return words.inactive
  return may(permission) ? null : words.role
}
