// The page that the link of a confirming mail opens: signing in with it shows that the address is theirs.
import { useQuery } from '@tanstack/react-query'
import { Navigate } from '@tanstack/react-router'
import { meQuery } from '../api/queries.ts'
import { PATHS } from '../paths.ts'
import { useWords } from '../words/index.ts'
import { useLinkSecret } from './link-secret.ts'
import { SignIn } from './SignIn.tsx'

export function SignInConfirming() {
  const words = useWords().confirmAddress
  const { data: me } = useQuery(meQuery)
  const confirmation = useLinkSecret()
  if (me) return <Navigate to={PATHS.overview} replace />
  return confirmation === '' ? <SignIn /> : <SignIn confirmation={confirmation} before={words.text} />
}
