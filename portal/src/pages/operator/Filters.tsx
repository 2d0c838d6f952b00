// Filters as a form whose answer is an address.
import { NativeSelect, TextInput } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import type { FormEvent } from 'react'
import { Action } from '../../ui/Action.tsx'
import { useWords } from '../../words/index.ts'
import style from './Operator.module.css'

export type Field = { name: string; label: string; hint?: string } & (
  | { type?: 'text' | 'date' }
  | { options: readonly { value: string; label: string }[] }
)

export function Filters({
  fields,
  values,
  usual = {},
}: {
  fields: readonly Field[]
  /** Of the address. */
  values: Record<string, string | undefined>
  /** What holds where the address says nothing. */
  usual?: Record<string, string>
}) {
  const words = useWords().operator
  const navigate = useNavigate()
  const isAny = fields.some(({ name }) => values[name] !== undefined)

  function apply(form: HTMLFormElement): void {
    const given = new FormData(form)
    const search = Object.fromEntries(fields.map(({ name }) => [name, String(given.get(name)).trim() || undefined]))
    void navigate({ to: '.', search: search as never })
  }

  return (
    <form
      key={JSON.stringify(values)}
      className={style.filters}
      aria-label={words.filters}
      onSubmit={(event: FormEvent<HTMLFormElement>) => {
        event.preventDefault()
        apply(event.currentTarget)
      }}
    >
      {fields.map((field) => {
        const { name, label } = field
        const shared = { name, label, defaultValue: values[name] ?? usual[name] ?? '' }
        return 'options' in field ? (
          <NativeSelect
            key={name}
            {...shared}
            data={[...field.options]}
            onChange={({ currentTarget }) => currentTarget.form && apply(currentTarget.form)}
          />
        ) : (
          <TextInput key={name} {...shared} type={field.type ?? 'text'} placeholder={field.hint} />
        )
      })}
      <div className={style.filterButtons}>
        <Action type="submit" kind="secondary">
          {words.apply}
        </Action>
        {isAny && (
          <button type="button" className={style.plain} onClick={() => void navigate({ to: '.', search: {} as never })}>
            {words.clear}
          </button>
        )}
      </div>
    </form>
  )
}
