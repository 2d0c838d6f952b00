// The form that stands in place of every page until somebody has signed in; the page comes up behind it.
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { ApiError } from '../api/client.ts'
import { signUpQuery } from '../api/people.ts'
import { expiredQuery, useSignIn } from '../api/queries.ts'
import { PATHS } from '../paths.ts'
import { Notice } from '../ui/Notice.tsx'
import { useWords, type Words } from '../words/index.ts'
import { problemText } from './Problem.tsx'
import style from './SignIn.module.css'
import { SignInCode } from './SignInCode.tsx'
import { EmailField, PasswordField } from './SignInFields.tsx'
import { SignInFrame } from './SignInFrame.tsx'

type Given = { email: string; password: string }

/** `confirmation`: the secret of a link that shows whose the address is; `before` is said above the fields. */
export function SignIn({ confirmation, before }: { confirmation?: string; before?: string }) {
  const words = useWords()
  const signIn = useSignIn()
  const expired = useQuery(expiredQuery).data
  const [missing, setMissing] = useState<{ email?: string; password?: string }>({})
  const [proven, setProven] = useState<Given | null>(null)

  function attempt(given: Given): void {
    signIn.mutate(confirmation === undefined ? given : { ...given, confirmation }, {
      onError: (error) => {
        if (codeOf(error) === 'second_factor_required') setProven(given)
      },
    })
  }
  function submit(form: FormData): void {
    const given = { email: String(form.get('email')), password: String(form.get('password')) }
    const without = {
      ...(given.email.trim() === '' && { email: words.signIn.emailMissing }),
      ...(given.password === '' && { password: words.signIn.passwordMissing }),
    }
    setMissing(without)
    if (Object.keys(without).length === 0) attempt(given)
  }

  if (proven) {
    return <SignInCode given={{ ...proven, ...(confirmation && { confirmation }) }} onBack={() => setProven(null)} />
  }
  return (
    <SignInFrame title={words.signIn.title} onSubmit={submit}>
      {signIn.isError ? (
        <Notice kind="harm">{refusalText(words, signIn.error)}</Notice>
      ) : (
        (before ?? (expired && words.signIn.expired)) && (
          <Notice kind="attention">{before ?? words.signIn.expired}</Notice>
        )
      )}
      <EmailField label={words.signIn.email} autoFocus {...(missing.email && { error: missing.email })} />
      <PasswordField label={words.signIn.password} error={missing.password} />
      <Button type="submit" size="md" fullWidth loading={signIn.isPending}>
        {words.signIn.submit}
      </Button>
      <Elsewhere />
    </SignInFrame>
  )
}

function Elsewhere() {
  const words = useWords().people
  const open = useQuery(signUpQuery).data?.open
  return (
    <p className={style.elsewhere}>
      <Link to={PATHS.forgotPassword}>{words.forgot}</Link>
      {open && <Link to={PATHS.signUp}>{words.signUpInstead}</Link>}
    </p>
  )
}

const codeOf = (error: Error): string | null => (error instanceof ApiError ? error.code : null)

function refusalText(words: Words, error: Error): string {
  const said: Record<string, string> = {
    credentials_invalid: words.people.wrong,
    rate_limited: words.people.tooMany,
    address_unconfirmed: words.confirmAddress.unconfirmed,
    field_invalid: words.confirmAddress.spent,
  }
  return said[codeOf(error) ?? ''] ?? problemText(words, error)
}
