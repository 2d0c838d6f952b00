import type { ReactNode } from 'react'
import style from './Notice.module.css'

/** Something to know before going on. `harm` is said aloud by screen readers as it comes. */
export function Notice({ kind, children }: { kind: 'attention' | 'harm' | 'done'; children: ReactNode }) {
  return (
    <div className={style.notice} data-kind={kind} role={kind === 'harm' ? 'alert' : 'status'}>
      {children}
    </div>
  )
}
