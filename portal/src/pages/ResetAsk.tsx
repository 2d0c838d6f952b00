// Asking for a link with which to choose a new password. Whether the address has a user shows in its mailbox alone.
import { Button } from '@mantine/core'
import { useState } from 'react'
import { useOpenCall } from '../api/people.ts'
import { Notice } from '../ui/Notice.tsx'
import { useWords } from '../words/index.ts'
import { problemText } from './Problem.tsx'
import { EmailField, isEmail } from './SignInFields.tsx'
import { SignInFrame } from './SignInFrame.tsx'
import { ToSignIn } from './SignUp.tsx'

export function ResetAsk() {
  const words = useWords()
  const [invalid, setInvalid] = useState(false)
  const ask = useOpenCall<string, { email: string }>((email) => ({ path: '/password/forgotten', body: { email } }))
  function submit(form: FormData): void {
    const email = String(form.get('email'))
    setInvalid(!isEmail(email))
    if (isEmail(email)) ask.mutate(email)
  }
  if (ask.data) {
    return (
      <SignInFrame title={words.reset.sent.title}>
        <p role="status">{words.reset.sent.text(ask.data.email)}</p>
        <ToSignIn />
      </SignInFrame>
    )
  }
  return (
    <SignInFrame title={words.reset.title} onSubmit={submit}>
      <p>{words.reset.text}</p>
      {ask.error && <Notice kind="harm">{problemText(words, ask.error)}</Notice>}
      <EmailField label={words.reset.email} autoFocus {...(invalid && { error: words.people.emailInvalid })} />
      <Button type="submit" size="md" fullWidth loading={ask.isPending}>
        {words.reset.submit}
      </Button>
      <ToSignIn />
    </SignInFrame>
  )
}
