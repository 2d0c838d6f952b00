import { Button, type ButtonProps } from '@mantine/core'
import { type ReactNode, useId } from 'react'
import style from './Action.module.css'

interface ActionProps {
  children: ReactNode
  /** One primary action a page at the most; `danger` for what cannot be taken back. */
  kind?: 'primary' | 'secondary' | 'danger'
  /** Why it cannot be used now, said beside it. It can still be focused, so that everybody comes across the reason. */
  why?: string | null | undefined
  busy?: boolean
  onClick?: () => unknown
  type?: 'button' | 'submit'
  size?: ButtonProps['size']
  leftSection?: ReactNode
  name?: string
}

export function Action({ children, kind = 'primary', why, busy, onClick, type = 'button', ...rest }: ActionProps) {
  const reason = useId()
  const blocked = why !== undefined && why !== null
  const button = (
    <Button
      {...rest}
      type={blocked ? 'button' : type}
      variant={kind === 'secondary' ? 'default' : 'filled'}
      loading={busy === true}
      {...(kind === 'danger' && { color: 'danger' })}
      {...(blocked && { 'aria-disabled': true, 'data-disabled': true, 'aria-describedby': reason })}
      onClick={() => {
        if (!blocked) void onClick?.()
      }}
    >
      {children}
    </Button>
  )
  if (!blocked) return button
  return (
    <span className={style.blocked}>
      {button}
      <small id={reason}>{why}</small>
    </span>
  )
}
