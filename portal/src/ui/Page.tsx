import { useDocumentTitle } from '@mantine/hooks'
import type { ReactNode } from 'react'
import { useWords } from '../words/index.ts'
import style from './Page.module.css'

/** A page is a title, one primary action at the most, and its content. */
export function Page({
  title,
  above,
  beside,
  children,
}: {
  title: string
  above?: ReactNode
  beside?: ReactNode
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
