// What is asked for a token or a key pair: what it is called, what it may do, how long and from where.
import { Checkbox, NativeSelect, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { Permission } from '../../api/types.ts'
import { DateTime } from '../../ui/DateTime.tsx'
import { FieldSet } from '../../ui/Form.tsx'
import { useWords, type Words } from '../../words/index.ts'

export interface Draft {
  name: string
  permissions: Permission[]
  allowed_ips: string[]
  expires_at: string | null
}

/** What the providers' own tokens may do; the rest is of our own API alone. */
const OF_PROVIDERS: readonly Permission[] = ['messages:send', 'messages:read', 'balance:read']
const DAYS = [30, 90, 365] as const
const DAY_MS = 86_400_000

const ALL: readonly string[] = [...OF_PROVIDERS, 'purchases:write', 'account:read', 'account:write']

/** The ones that are asked for first, first. */
export const inOrder = (permissions: readonly Permission[]): Permission[] =>
  [...permissions].sort((a, b) => ALL.indexOf(a) - ALL.indexOf(b))

export function offered(dialect: string, own: readonly Permission[]): readonly Permission[] {
  return own.filter((permission) => dialect === 'native' || OF_PROVIDERS.includes(permission))
}

export function KeyFields({ permissions, wrong }: { permissions: readonly Permission[]; wrong: Wrong }) {
  const words = useWords()
  return (
    <>
      <TextInput
        name="name"
        label={words.keys.name}
        description={words.keys.nameHint}
        maxLength={100}
        autoComplete="off"
        data-autofocus
        error={wrong.name}
      />
      <FieldSet legend={words.keys.permissions}>
        {permissions.map((permission) => (
          <Checkbox
            key={permission}
            name="permissions"
            value={permission}
            label={words.permissions[permission]}
            defaultChecked={OF_PROVIDERS.includes(permission)}
          />
        ))}
        {wrong.permissions && <p role="alert">{wrong.permissions}</p>}
      </FieldSet>
      <Expiry />
      <Textarea
        name="allowed_ips"
        label={words.keys.addresses}
        description={words.keys.addressesHint}
        autosize
        minRows={2}
        spellCheck={false}
        error={wrong.allowed_ips}
      />
    </>
  )
}

function Expiry() {
  const words = useWords().keys
  const [choice, setChoice] = useState('')
  const [at, setAt] = useState<string | null>(null)
  return (
    <>
      <NativeSelect
        name="expires"
        label={words.expires}
        value={choice}
        onChange={(event) => setChoice(event.currentTarget.value)}
        data={[
          { value: '', label: words.never },
          ...DAYS.map((days) => ({ value: String(days), label: words.days(days) })),
          { value: 'at', label: words.onDay },
        ]}
      />
      {choice === 'at' && (
        <>
          <DateTime label={words.onDay} value={at} onChange={setAt} min={new Date().toISOString()} required />
          <input type="hidden" name="expires_at" value={at ?? ''} />
        </>
      )}
    </>
  )
}

export type Wrong = { name?: string; permissions?: string; allowed_ips?: string }

/** The form as it was filled in, and what is missing in it. */
export function draftOf(form: FormData, words: Words): { draft: Draft; wrong: Wrong } {
  const name = String(form.get('name')).trim()
  const permissions = form.getAll('permissions') as Permission[]
  const allowed_ips = String(form.get('allowed_ips'))
    .split(/[\s,]+/)
    .filter((line) => line !== '')
  const wrong = {
    ...(name === '' && { name: words.keys.nameMissing }),
    ...(permissions.length === 0 && { permissions: words.keys.permissionsMissing }),
  }
  return { draft: { name, permissions, allowed_ips, expires_at: expiryOf(form) }, wrong }
}

function expiryOf(form: FormData): string | null {
  const choice = String(form.get('expires'))
  if (choice === '') return null
  if (choice === 'at') return String(form.get('expires_at')) || null
  return new Date(Date.now() + Number(choice) * DAY_MS).toISOString()
}
