import { useClipboard } from '@mantine/hooks'
import { useWords } from '../words/index.ts'
import { Action } from './Action.tsx'

export function CopyButton({
  text,
  label,
  kind = 'secondary',
}: {
  text: string
  label?: string
  kind?: 'primary' | 'secondary'
}) {
  const words = useWords().ui
  const clipboard = useClipboard({ timeout: 2_000 })
  return (
    <Action kind={kind} size="xs" onClick={() => clipboard.copy(text)}>
      <span aria-live="polite">{clipboard.copied ? words.copied : (label ?? words.copy)}</span>
    </Action>
  )
}
