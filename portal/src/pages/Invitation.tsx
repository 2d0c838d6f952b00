// Joining an account by the link of an invitation: somebody new chooses a password, who has a user signs in first.
import { Button, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { type Invitation as Invited, invitationQuery, useOpenCall, useOwnChange, useRemember } from '../api/people.ts'
import { meQuery, useSignOut } from '../api/queries.ts'
import type { Me } from '../api/types.ts'
import { PATHS } from '../paths.ts'
import { Action } from '../ui/Action.tsx'
import { Notice } from '../ui/Notice.tsx'
import { useWords } from '../words/index.ts'
import { useLinkSecret } from './link-secret.ts'
import { Problem, problemText } from './Problem.tsx'
import { SignIn } from './SignIn.tsx'
import { isPassword, PasswordField } from './SignInFields.tsx'
import { SignInFrame } from './SignInFrame.tsx'
import { ToSignIn } from './SignUp.tsx'

export function Invitation() {
  const words = useWords()
  const token = useLinkSecret()
  const { data: me } = useQuery(meQuery)
  const { data: invited, error } = useQuery(invitationQuery(token))
  if (error) {
    return (
      <SignInFrame title={words.invitation.gone.title}>
        {'code' in error && error.code === 'not_found' ? (
          <p>{words.invitation.gone.text}</p>
        ) : (
          <Problem error={error} />
        )}
        <ToSignIn />
      </SignInFrame>
    )
  }
  if (!invited || me === undefined) return null
  if (me) return <JoinAs me={me} invited={invited} token={token} />
  if (invited.known) return <SignIn before={words.invitation.signInFirst(invited.email)} />
  return <JoinAnew invited={invited} token={token} />
}

function useJoined(invited: Invited): (me: Me) => void {
  const remember = useRemember()
  const navigate = useNavigate()
  return (me) => {
    remember(me)
    void navigate({ to: PATHS.overview, search: { account: invited.account.id }, replace: true })
  }
}

function JoinAs({ me, invited, token }: { me: Me; invited: Invited; token: string }) {
  const words = useWords()
  const joined = useJoined(invited)
  const signOut = useSignOut(me)
  const join = useOwnChange<void, Me>(me, () => ({ path: '/invitation/join', body: { token } }))
  const title = words.invitation.title(invited.account.name)
  if (invited.email !== me.user.email) {
    return (
      <SignInFrame title={title}>
        <p>{words.invitation.otherAddress(me.user.email, invited.email)}</p>
        <Action onClick={() => signOut.mutate()}>{words.invitation.signOut}</Action>
      </SignInFrame>
    )
  }
  return (
    <SignInFrame title={title} onSubmit={() => join.mutate(undefined, { onSuccess: joined })}>
      {join.error && <Notice kind="harm">{problemText(words, join.error)}</Notice>}
      <p>{words.invitation.text(invited.account.name, words.roles[invited.role])}</p>
      <Button type="submit" size="md" fullWidth loading={join.isPending}>
        {words.invitation.join}
      </Button>
    </SignInFrame>
  )
}

function JoinAnew({ invited, token }: { invited: Invited; token: string }) {
  const words = useWords()
  const joined = useJoined(invited)
  const [wrong, setWrong] = useState<{ name?: string; password?: string }>({})
  const join = useOpenCall<{ name: string; password: string }, Me>((person) => ({
    path: '/invitation/join-anew',
    body: { token, ...person },
  }))
  function submit(form: FormData): void {
    const person = { name: String(form.get('name')), password: String(form.get('password')) }
    const found = {
      ...(person.name.trim() === '' && { name: words.people.nameMissing }),
      ...(!isPassword(person.password) && { password: words.people.passwordShort }),
    }
    setWrong(found)
    if (Object.keys(found).length === 0) join.mutate(person, { onSuccess: joined })
  }
  return (
    <SignInFrame title={words.invitation.title(invited.account.name)} onSubmit={submit}>
      {join.error && <Notice kind="harm">{problemText(words, join.error)}</Notice>}
      <p>{words.invitation.text(invited.account.name, words.roles[invited.role])}</p>
      {/* Password managers keep the password under this. */}
      <TextInput
        size="md"
        name="email"
        label={words.signUp.email}
        value={invited.email}
        readOnly
        autoComplete="username"
      />
      <TextInput size="md" name="name" label={words.invitation.name} autoComplete="name" error={wrong.name} autoFocus />
      <PasswordField
        fresh
        label={words.people.password}
        description={words.people.passwordHint}
        error={wrong.password}
      />
      <Button type="submit" size="md" fullWidth loading={join.isPending}>
        {words.invitation.join}
      </Button>
    </SignInFrame>
  )
}
