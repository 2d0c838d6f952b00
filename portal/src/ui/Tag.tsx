import type { ReactNode } from 'react'
import style from './Tag.module.css'

/** How something stands, in a colour and always in a word. States of messages have their own: StateTag. */
export function Tag({
  tone,
  children,
}: {
  tone: 'good' | 'waiting' | 'bad' | 'attention' | 'quiet'
  children: ReactNode
}) {
  return (
    <span className={style.tag} data-tone={tone}>
      {children}
    </span>
  )
}
