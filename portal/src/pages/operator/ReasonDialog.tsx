// Asks for one line before something is done: a reason, or what was seen of a payment.
import { Textarea } from '@mantine/core'
import type { ReactNode } from 'react'
import { Dialog } from '../../ui/Dialog.tsx'
import { Form } from '../../ui/Form.tsx'
import { useWords } from '../../words/index.ts'
import { problemText } from '../Problem.tsx'

export function ReasonDialog({
  title,
  label,
  hint,
  confirm,
  kind = 'danger',
  change,
  onGiven,
  onClose,
  children,
}: {
  title: string
  label: string
  hint?: string
  confirm: string
  kind?: 'primary' | 'danger'
  change: { isPending: boolean; error: Error | null }
  onGiven(line: string): unknown
  onClose(): void
  children?: ReactNode
}) {
  const words = useWords()
  return (
    <Dialog title={title} open onClose={onClose}>
      <Form
        submit={confirm}
        kind={kind}
        busy={change.isPending}
        error={change.error && problemText(words, change.error)}
        onCancel={onClose}
        onSubmit={(form) => onGiven(String(form.get('line')).trim())}
      >
        {children}
        <Textarea
          name="line"
          label={label}
          description={hint}
          maxLength={200}
          required
          autosize
          minRows={2}
          data-autofocus
        />
      </Form>
    </Dialog>
  )
}
