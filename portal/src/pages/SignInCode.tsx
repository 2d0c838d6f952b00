// The second step of signing in, for whoever is asked for a code: of their app, or one of those for when it is lost.
import { Button, TextInput } from '@mantine/core'
import { useState } from 'react'
import { ApiError } from '../api/client.ts'
import { useSignIn } from '../api/queries.ts'
import { Notice } from '../ui/Notice.tsx'
import { useWords } from '../words/index.ts'
import { problemText } from './Problem.tsx'
import style from './SignIn.module.css'
import { SignInFrame } from './SignInFrame.tsx'

export function SignInCode({
  given,
  onBack,
}: {
  given: { email: string; password: string; confirmation?: string }
  onBack(): void
}) {
  const words = useWords()
  const signIn = useSignIn()
  const [missing, setMissing] = useState(false)
  function submit(form: FormData): void {
    const code = String(form.get('code')).trim()
    setMissing(code === '')
    if (code !== '') signIn.mutate({ ...given, code })
  }
  return (
    <SignInFrame title={words.codeStep.title} onSubmit={submit}>
      {signIn.error && (
        <Notice kind="harm">
          {signIn.error instanceof ApiError && signIn.error.code === 'credentials_invalid'
            ? words.codeStep.wrong
            : problemText(words, signIn.error)}
        </Notice>
      )}
      <p>{words.codeStep.text}</p>
      <TextInput
        size="md"
        name="code"
        label={words.codeStep.label}
        description={words.codeStep.recovery}
        autoComplete="one-time-code"
        inputMode="text"
        autoCapitalize="characters"
        spellCheck={false}
        autoFocus
        error={missing && words.codeStep.missing}
      />
      <Button type="submit" size="md" fullWidth loading={signIn.isPending}>
        {words.codeStep.submit}
      </Button>
      <p className={style.elsewhere}>
        <button type="button" className={style.link} onClick={onBack}>
          {words.codeStep.back}
        </button>
      </p>
    </SignInFrame>
  )
}
