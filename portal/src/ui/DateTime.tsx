import { TextInput } from '@mantine/core'
import { useWords } from '../words/index.ts'
import { fromLocal, toLocal } from './text.ts'

/** A moment, written in the reader's own zone, which is named; given and taken as ISO 8601, null for none. */
export function DateTime({
  label,
  value,
  onChange,
  min,
  error,
  required = false,
}: {
  label: string
  value: string | null
  onChange(iso: string | null): void
  min?: string
  error?: string | null | undefined
  required?: boolean
}) {
  const words = useWords().ui
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone
  return (
    <TextInput
      type="datetime-local"
      label={label}
      description={words.inZone(zone)}
      value={toLocal(value)}
      min={toLocal(min ?? null)}
      required={required}
      error={error}
      onChange={(event) => onChange(fromLocal(event.currentTarget.value))}
    />
  )
}
