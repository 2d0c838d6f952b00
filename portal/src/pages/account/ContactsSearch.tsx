// A search whose answer is an address: it is asked a moment after the last key, and again from the first page.
import { TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { useNavigate } from '@tanstack/react-router'
import { Icon } from '../../ui/Icon.tsx'
import style from './Contacts.module.css'

const PAUSE_MS = 250

export function SearchField(parts: {
  label: string
  placeholder: string
  value: string | undefined
  at: '/contacts' | '/templates'
}) {
  const { label, placeholder, value, at } = parts
  const navigate = useNavigate()
  const look = useDebouncedCallback((text: string) => {
    const change = { q: text.trim() || undefined, cursor: undefined }
    void navigate({ to: at, search: (search) => ({ ...search, ...change }), replace: true })
  }, PAUSE_MS)
  return (
    <search className={style.search}>
      <TextInput
        type="search"
        label={label}
        placeholder={placeholder}
        leftSection={<Icon name="search" size={16} />}
        defaultValue={value}
        maxLength={100}
        onChange={(event) => look(event.currentTarget.value)}
      />
    </search>
  )
}
