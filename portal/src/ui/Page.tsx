import { useDocumentTitle } from '@mantine/hooks'
import type { ReactNode } from 'react'
import { useWords } from '../words/index.ts'
import style from './Page.module.css'

/** A page is a title, one primary action at the most, and its content. */
export function Page({
  title,
  above,
  beside,
  action,
  children,
}: {
  title: string
  above?: ReactNode
  beside?: ReactNode
  /** The one thing to do next, at the far end of the title's line. */
  action?: ReactNode
  children: ReactNode
}) {
  useDocumentTitle(`${title} · ${useWords().product}`)
  return (
    <>
      <header className={style.header}>
        {above}
        <div className={style.title}>
          <h1>{title}</h1>
          {beside}
          {action && <div className={style.action}>{action}</div>}
        </div>
      </header>
      {children}
    </>
  )
}

/** A page that says why there is none. */
export function EmptyPage({ title, text, children }: { title: string; text: string; children?: ReactNode }) {
  useDocumentTitle(`${title} · ${useWords().product}`)
  return (
    <div className={style.empty}>
      <h1>{title}</h1>
      <p>{text}</p>
      {children}
    </div>
  )
}
