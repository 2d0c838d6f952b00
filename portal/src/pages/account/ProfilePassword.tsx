// Another password, by whoever knows the one before.
import { useState } from 'react'
import { ApiError } from '../../api/client.ts'
import { useOwnChange } from '../../api/people.ts'
import type { Me } from '../../api/types.ts'
import { FieldRow, Form } from '../../ui/Form.tsx'
import { say } from '../../ui/toast.ts'
import { useWords } from '../../words/index.ts'
import { problemText } from '../Problem.tsx'
import { isPassword, PasswordField } from '../SignInFields.tsx'
import { ProfileSection } from './ProfileSection.tsx'

export function ProfilePassword({ me }: { me: Me }) {
  const words = useWords()
  const [short, setShort] = useState(false)
  const [times, setTimes] = useState(0)
  const change = useOwnChange<{ current: string; password: string }, null>(me, (body) => ({ path: '/password', body }))
  const wrong = change.error instanceof ApiError && change.error.code === 'credentials_invalid'
  function submit(form: FormData): void {
    const body = { current: String(form.get('current')), password: String(form.get('password')) }
    setShort(!isPassword(body.password))
    if (!isPassword(body.password)) return
    change.mutate(body, {
      onSuccess() {
        say(words.profile.changed)
        setTimes(times + 1) // empties the fields
      },
    })
  }
  return (
    <ProfileSection title={words.profile.passwordTitle}>
      <p>{words.profile.passwordText}</p>
      <Form
        key={times}
        submit={words.profile.change}
        kind="secondary"
        busy={change.isPending}
        error={change.error && !wrong && problemText(words, change.error)}
        onSubmit={submit}
        label={words.profile.passwordTitle}
      >
        <input type="hidden" name="email" value={me.user.email} autoComplete="username" />
        <FieldRow>
          <PasswordField
            size="sm"
            name="current"
            label={words.profile.current}
            error={wrong ? words.profile.wrongPassword : undefined}
          />
          <PasswordField
            fresh
            size="sm"
            label={words.people.newPassword}
            error={short ? words.people.passwordShort : undefined}
          />
        </FieldRow>
      </Form>
    </ProfileSection>
  )
}
