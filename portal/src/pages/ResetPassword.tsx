// Choosing a new password with the link of a mail.
import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { ApiError } from '../api/client.ts'
import { useOpenCall } from '../api/people.ts'
import { PATHS } from '../paths.ts'
import { Notice } from '../ui/Notice.tsx'
import { useWords } from '../words/index.ts'
import { useLinkSecret } from './link-secret.ts'
import { problemText } from './Problem.tsx'
import { isPassword, PasswordField } from './SignInFields.tsx'
import { SignInFrame } from './SignInFrame.tsx'
import { ToSignIn } from './SignUp.tsx'

export function ResetPassword() {
  const words = useWords()
  const token = useLinkSecret()
  const [short, setShort] = useState(false)
  const reset = useOpenCall<string, null>((password) => ({ path: '/password/reset', body: { token, password } }))
  function submit(form: FormData): void {
    const password = String(form.get('password'))
    setShort(!isPassword(password))
    if (isPassword(password)) reset.mutate(password)
  }
  if (reset.isSuccess) {
    return (
      <SignInFrame title={words.reset.done.title}>
        <p role="status">{words.reset.done.text}</p>
        <ToSignIn />
      </SignInFrame>
    )
  }
  const spent = reset.error instanceof ApiError && reset.error.field === 'token'
  return (
    <SignInFrame title={words.reset.choose} onSubmit={submit}>
      {reset.error && (
        <Notice kind="harm">
          {spent ? words.reset.spent : problemText(words, reset.error)}{' '}
          {spent && <Link to={PATHS.forgotPassword}>{words.reset.again}</Link>}
        </Notice>
      )}
      <PasswordField
        fresh
        label={words.people.newPassword}
        description={words.people.passwordHint}
        error={short ? words.people.passwordShort : undefined}
      />
      <Button type="submit" size="md" fullWidth loading={reset.isPending}>
        {words.reset.save}
      </Button>
    </SignInFrame>
  )
}
