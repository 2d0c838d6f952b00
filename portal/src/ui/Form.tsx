// Fields one below the other, what went wrong above the buttons, and one action.
import type { FormEvent, ReactNode } from 'react'
import { useWords } from '../words/index.ts'
import { Action } from './Action.tsx'
import style from './Form.module.css'
import { Notice } from './Notice.tsx'

export function Form({
  children,
  submit,
  onSubmit,
  onCancel,
  onInput,
  busy = false,
  error,
  why,
  kind = 'primary',
  label,
}: {
  children: ReactNode
  /** On the button. */
  submit: string
  onSubmit(form: FormData): unknown
  onCancel?: () => unknown
  onInput?: () => unknown
  busy?: boolean
  /** Said aloud as it comes. */
  error?: ReactNode
  /** Why it cannot be sent now. */
  why?: string | null | undefined
  kind?: 'primary' | 'secondary' | 'danger'
  label?: string
}) {
  const words = useWords().ui
  function given(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault()
    if (!busy && (why === undefined || why === null)) void onSubmit(new FormData(event.currentTarget))
  }
  return (
    <form className={style.form} onSubmit={given} onInput={onInput} aria-label={label}>
      {children}
      {error !== undefined && error !== null && error !== false && <Notice kind="harm">{error}</Notice>}
      <div className={style.buttons}>
        <Action type="submit" kind={kind} busy={busy} why={why}>
          {submit}
        </Action>
        {onCancel && (
          <Action kind="secondary" onClick={onCancel}>
            {words.cancel}
          </Action>
        )}
      </div>
    </form>
  )
}

/** Fields that belong together, beside one another where there is room. */
export function FieldRow({ children }: { children: ReactNode }) {
  return <div className={style.row}>{children}</div>
}

/** A set of choices under a question. */
export function FieldSet({ legend, children }: { legend: string; children: ReactNode }) {
  return (
    <fieldset className={style.set}>
      <legend>{legend}</legend>
      {children}
    </fieldset>
  )
}
