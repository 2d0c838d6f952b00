// Opening an account: a person, their password, and what the account is called. The answer is the same whether the address
// was known before or not.
import { Button, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { signUpQuery, useOpenCall } from '../api/people.ts'
import { PATHS } from '../paths.ts'
import { Notice } from '../ui/Notice.tsx'
import { useLanguage, useWords } from '../words/index.ts'
import { problemText } from './Problem.tsx'
import style from './SignIn.module.css'
import { EmailField, isEmail, isPassword, PasswordField } from './SignInFields.tsx'
import { SignInFrame } from './SignInFrame.tsx'

type Person = { name: string; account: string; email: string; password: string }

export function SignUp() {
  const words = useWords()
  const language = useLanguage()
  const open = useQuery(signUpQuery).data?.open
  const [wrong, setWrong] = useState<Partial<Person>>({})
  const signUp = useOpenCall<Person, { email: string }>((person) => ({
    path: '/sign-up',
    body: { ...person, language },
  }))

  function submit(form: FormData): void {
    const text = (name: string): string => String(form.get(name))
    const person = { name: text('name'), account: text('account'), email: text('email'), password: text('password') }
    const found = {
      ...(person.name.trim() === '' && { name: words.people.nameMissing }),
      ...(person.account.trim() === '' && { account: words.signUp.accountMissing }),
      ...(!isEmail(person.email) && { email: words.people.emailInvalid }),
      ...(!isPassword(person.password) && { password: words.people.passwordShort }),
    }
    setWrong(found)
    if (Object.keys(found).length === 0) signUp.mutate(person)
  }

  if (open === false) {
    return (
      <SignInFrame title={words.signUp.closed.title}>
        <p>{words.signUp.closed.text}</p>
        <ToSignIn />
      </SignInFrame>
    )
  }
  if (signUp.data) {
    return (
      <SignInFrame title={words.signUp.sent.title}>
        <p role="status">{words.signUp.sent.text(signUp.data.email)}</p>
        <p className={style.quiet}>{words.signUp.sent.hint}</p>
        <ToSignIn />
      </SignInFrame>
    )
  }
  return (
    <SignInFrame title={words.signUp.title} onSubmit={submit}>
      <p className={style.quiet}>{words.signUp.text}</p>
      {signUp.error && <Notice kind="harm">{problemText(words, signUp.error)}</Notice>}
      <TextInput size="md" name="name" label={words.signUp.name} autoComplete="name" error={wrong.name} autoFocus />
      <TextInput
        size="md"
        name="account"
        label={words.signUp.account}
        description={words.signUp.accountHint}
        autoComplete="organization"
        error={wrong.account}
      />
      <EmailField label={words.signUp.email} {...(wrong.email && { error: wrong.email })} />
      <PasswordField
        fresh
        label={words.people.password}
        description={words.people.passwordHint}
        error={wrong.password}
      />
      <Button type="submit" size="md" fullWidth loading={signUp.isPending}>
        {words.signUp.submit}
      </Button>
      <ToSignIn />
    </SignInFrame>
  )
}

export function ToSignIn() {
  const words = useWords().people
  return (
    <p className={style.elsewhere}>
      <Link to={PATHS.overview}>{words.signInInstead}</Link>
    </p>
  )
}
