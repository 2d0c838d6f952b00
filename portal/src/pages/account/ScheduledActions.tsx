// What can be done about something that waits, be it a whole request or one message of it.
import { useState } from 'react'
import { useChange } from '../../api/queries.ts'
import type { Scheduled } from '../../api/scheduled.ts'
import { Action } from '../../ui/Action.tsx'
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx'
import { say } from '../../ui/toast.ts'
import { useWords } from '../../words/index.ts'
import { problemText } from '../Problem.tsx'
import { useSession } from '../session.ts'
import style from './Scheduled.module.css'
import { ScheduledChange } from './ScheduledChange.tsx'
import { useWhyNot } from './whyNot.ts'

export function ScheduledActions({ of }: { of: Scheduled }) {
  const words = useWords()
  const { scheduled } = words
  const { me, account } = useSession()
  const [open, setOpen] = useState<'change' | 'cancel' | null>(null)
  const mayNot = useWhyNot('messages:send')
  const path = `/v1/${of.kind}/${of.id}`
  const suspend = useChange<boolean, unknown>(me, account.id, (suspended) => ({
    method: 'PATCH',
    path,
    body: { suspended },
  }))
  const cancel = useChange<void, unknown>(me, account.id, () => ({ method: 'DELETE', path }))
  const close = (): void => setOpen(null)
  if (mayNot !== null) return null
  return (
    <span className={style.buttons}>
      <Action kind="secondary" size="xs" onClick={() => setOpen('change')}>
        {scheduled.change}
      </Action>
      <Action kind="secondary" size="xs" busy={suspend.isPending} onClick={() => suspend.mutate(!of.suspended)}>
        {of.suspended ? scheduled.resume : scheduled.suspend}
      </Action>
      <Action kind="secondary" size="xs" onClick={() => setOpen('cancel')}>
        {scheduled.cancel}
      </Action>
      {suspend.error && <span role="alert">{problemText(words, suspend.error)}</span>}
      {open === 'change' && <ScheduledChange of={of} onClose={close} />}
      <ConfirmDialog
        title={scheduled.cancelTitle[of.kind]}
        confirm={scheduled.cancelIt}
        open={open === 'cancel'}
        onClose={close}
        busy={cancel.isPending}
        error={cancel.error && problemText(words, cancel.error)}
        onConfirm={() =>
          cancel.mutate(undefined, {
            onSuccess() {
              say(scheduled.cancelled)
              close()
            },
          })
        }
      >
        {scheduled.cancelText}
      </ConfirmDialog>
    </span>
  )
}
