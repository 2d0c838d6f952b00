// What people change of themselves: their name and language, password, the code at sign-in, and where they are signed in.
import { useQuery } from '@tanstack/react-query'
import { meQuery } from '../../api/queries.ts'
import { Page } from '../../ui/Page.tsx'
import { useWords } from '../../words/index.ts'
import { ProfileFactor } from './ProfileFactor.tsx'
import { ProfilePassword } from './ProfilePassword.tsx'
import { ProfileSessions } from './ProfileSessions.tsx'
import { ProfileYou } from './ProfileYou.tsx'

export function Profile() {
  const words = useWords().profile
  const { data: me } = useQuery(meQuery)
  if (!me) return null
  return (
    <Page title={words.title}>
      <ProfileYou me={me} />
      <ProfileFactor me={me} />
      <ProfilePassword me={me} />
      <ProfileSessions me={me} />
    </Page>
  )
}
