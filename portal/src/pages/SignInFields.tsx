// The two fields that every form of this kind has, alike everywhere so that password managers find them.
import { PasswordInput, TextInput } from '@mantine/core'
import { useWords } from '../words/index.ts'

export function EmailField({
  label,
  error,
  autoFocus = false,
}: {
  label: string
  error?: string
  autoFocus?: boolean
}) {
  return (
    <TextInput
      size="md"
      type="email"
      name="email"
      label={label}
      autoComplete="username"
      autoCapitalize="none"
      spellCheck={false}
      autoFocus={autoFocus}
      error={error}
    />
  )
}

export function PasswordField({
  label,
  error,
  fresh = false,
  name = 'password',
  description,
  size = 'md',
  first = false,
}: {
  label: string
  error?: string | undefined
  /** One that is chosen now. */
  fresh?: boolean
  name?: string
  description?: string
  /** `sm` among other fields of a page. */
  size?: 'sm' | 'md'
  /** Where writing begins when the dialog around it opens. */
  first?: boolean
}) {
  const { showPassword } = useWords().people
  return (
    <PasswordInput
      size={size}
      {...(first && { 'data-autofocus': true })}
      name={name}
      label={label}
      description={description}
      autoComplete={fresh ? 'new-password' : 'current-password'}
      error={error}
      visibilityToggleButtonProps={{ 'aria-label': showPassword, c: 'var(--quiet)' }}
    />
  )
}

export const isPassword = (text: string): boolean => text.length >= 8 && text.length <= 128
export const isEmail = (text: string): boolean => /^[^\s@]+@[^\s@.]+(?:\.[^\s@.]+)+$/.test(text.trim())
