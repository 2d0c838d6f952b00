import { CloseButton } from '@mantine/core'
import { useWords } from '../words/index.ts'
import style from './Toasts.module.css'
import { dismiss, useToasts } from './toast.ts'

/** Once, in the shell: it is there before anything is said, so that screen readers hear it. */
export function Toasts() {
  const words = useWords().ui
  const toasts = useToasts()
  return (
    <div className={style.toasts} role="status">
      {toasts.map(({ id, text }) => (
        <p key={id} className={style.toast}>
          {text}
          <CloseButton size="sm" aria-label={words.dismiss} onClick={() => dismiss(id)} />
        </p>
      ))}
    </div>
  )
}
