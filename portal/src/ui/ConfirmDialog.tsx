import type { ReactNode } from 'react'
import { useWords } from '../words/index.ts'
import { Action } from './Action.tsx'
import style from './ConfirmDialog.module.css'
import { Dialog } from './Dialog.tsx'
import { Notice } from './Notice.tsx'

/** Asks once more before something that cannot be taken back; `children` say what will happen, `confirm` what to do. */
export function ConfirmDialog(parts: {
  title: string
  open: boolean
  onClose(): void
  onConfirm(): unknown
  confirm: string
  children: ReactNode
  kind?: 'primary' | 'danger'
  busy?: boolean
  error?: ReactNode
}) {
  const { title, open, onClose, onConfirm, confirm, children, kind = 'danger', busy = false, error } = parts
  const words = useWords().ui
  return (
    <Dialog title={title} open={open} onClose={onClose}>
      <div className={style.body}>
        <div>{children}</div>
        {error !== undefined && error !== null && <Notice kind="harm">{error}</Notice>}
        <div className={style.buttons}>
          <Action kind={kind} busy={busy} onClick={onConfirm}>
            {confirm}
          </Action>
          <Action kind="secondary" onClick={onClose}>
            {words.cancel}
          </Action>
        </div>
      </div>
    </Dialog>
  )
}
