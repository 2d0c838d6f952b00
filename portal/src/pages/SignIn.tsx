// The form that stands in place of every page until somebody has signed in; the page comes up behind it.
import { Button, PasswordInput, TextInput } from '@mantine/core'
import { useDocumentTitle } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { expiredQuery, useSignIn } from '../api/queries.ts'
import { Mark } from '../ui/Mark.tsx'
import { Notice } from '../ui/Notice.tsx'
import { useWords } from '../words/index.ts'
import { LanguageChoice } from './Language.tsx'
import { problemText } from './Problem.tsx'
import style from './SignIn.module.css'

export function SignIn() {
  const words = useWords()
  const signIn = useSignIn()
  const expired = useQuery(expiredQuery).data
  const [missing, setMissing] = useState<{ email?: string; password?: string }>({})
  useDocumentTitle(`${words.signIn.title} · ${words.product}`)

  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const given = { email: String(form.get('email')), password: String(form.get('password')) }
    const without = {
      ...(given.email.trim() === '' && { email: words.signIn.emailMissing }),
      ...(given.password === '' && { password: words.signIn.passwordMissing }),
    }
    setMissing(without)
    if (Object.keys(without).length === 0) signIn.mutate(given)
  }

  return (
    <main className={style.page}>
      <div className={style.brand}>
        <Mark size={34} />
        {words.product}
      </div>
      <form className={style.form} onSubmit={submit} noValidate>
        <h1>{words.signIn.title}</h1>
        {signIn.isError ? (
          <Notice kind="harm">{problemText(words, signIn.error)}</Notice>
        ) : (
          expired && <Notice kind="attention">{words.signIn.expired}</Notice>
        )}
        <TextInput
          size="md"
          type="email"
          name="email"
          label={words.signIn.email}
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          autoFocus
          error={missing.email}
        />
        <PasswordInput
          size="md"
          name="password"
          label={words.signIn.password}
          autoComplete="current-password"
          error={missing.password}
          visibilityToggleButtonProps={{ 'aria-label': words.signIn.showPassword }}
        />
        <Button type="submit" size="md" fullWidth loading={signIn.isPending}>
          {words.signIn.submit}
        </Button>
      </form>
      <footer className={style.footer}>
        <a href="/docs">{words.signIn.reference}</a>
        <LanguageChoice />
      </footer>
    </main>
  )
}
