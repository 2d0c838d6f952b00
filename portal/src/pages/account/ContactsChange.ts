// Whether the reader may change contacts and groups now; if not, why.
import { useWords } from '../../words/index.ts'
import { useSession } from '../session.ts'

/** Null is yes. */
export function useContactChange(): string | null {
  const words = useWords().contacts
  const { account, may } = useSession()
  if (!may('messages:send')) return words.readOnly
  return account.status === 'active' ? null : words.inactive
}
