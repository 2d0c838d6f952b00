// What surrounds the forms for people who have not signed in: the mark above, one form, and where else to go below.
import { useDocumentTitle } from '@mantine/hooks'
import type { FormEvent, ReactNode } from 'react'
import { Mark } from '../ui/Mark.tsx'
import { useWords } from '../words/index.ts'
import { LanguageChoice } from './Language.tsx'
import style from './SignIn.module.css'

export function SignInFrame({
  title,
  onSubmit,
  children,
}: {
  title: string
  /** Absent where there is nothing to fill in. */
  onSubmit?: (form: FormData) => void
  children: ReactNode
}) {
  const words = useWords()
  useDocumentTitle(`${title} · ${words.product}`)
  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault()
    onSubmit?.(new FormData(event.currentTarget))
  }
  return (
    <main className={style.page}>
      <div className={style.brand}>
        <Mark size={34} />
        {words.product}
      </div>
      {onSubmit ? (
        <form className={style.form} onSubmit={submit} noValidate>
          <h1>{title}</h1>
          {children}
        </form>
      ) : (
        <div className={style.form}>
          <h1>{title}</h1>
          {children}
        </div>
      )}
      <footer className={style.footer}>
        <a href="/docs">{words.signIn.reference}</a>
        <LanguageChoice />
      </footer>
    </main>
  )
}
