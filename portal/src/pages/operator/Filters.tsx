// Filters as a form whose answer is an address.
import { NativeSelect, TextInput } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import type { FormEvent } from 'react'
import { Action } from '../../ui/Action.tsx'
import { useFields } from '../../ui/useFields.ts'
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
  const shown = Object.fromEntries(fields.map(({ name }) => [name, values[name] ?? usual[name] ?? '']))
  const { form, read, focusSubmit } = useFields(shown)
  const isAny = fields.some(({ name }) => values[name] !== undefined)

  function apply(): void {
    const search = Object.fromEntries(Object.entries(read()).map(([name, value]) => [name, value || undefined]))
    void navigate({ to: '.', search: search as never })
  }

  function clear(): void {
    focusSubmit()
    void navigate({ to: '.', search: {} as never })
  }

  return (
    <form
      ref={form}
      className={style.filters}
      aria-label={words.filters}
      onSubmit={(event: FormEvent<HTMLFormElement>) => {
        event.preventDefault()
        apply()
      }}
    >
      {fields.map((field) => {
        const { name, label } = field
        const shared = { name, label, defaultValue: shown[name] }
        return 'options' in field ? (
          <NativeSelect key={name} {...shared} data={[...field.options]} onChange={apply} />
        ) : (
          <TextInput key={name} {...shared} type={field.type ?? 'text'} placeholder={field.hint} />
        )
      })}
      <div className={style.filterButtons}>
        <Action type="submit" kind="secondary">
          {words.apply}
        </Action>
        {isAny && (
          <button type="button" className={style.plain} onClick={clear}>
            {words.clear}
          </button>
        )}
      </div>
    </form>
  )
}
