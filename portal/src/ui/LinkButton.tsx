// A link that looks like a button: it goes somewhere, and can be opened in a tab of its own.
import { Button, type ButtonProps } from '@mantine/core'
import { createLink } from '@tanstack/react-router'
import type { AnchorHTMLAttributes, Ref } from 'react'

type AnchorProps = Omit<AnchorHTMLAttributes<HTMLAnchorElement>, keyof ButtonProps> &
  ButtonProps & { kind?: 'primary' | 'secondary'; ref?: Ref<HTMLAnchorElement> }

function Anchor({ kind = 'secondary', ...rest }: AnchorProps) {
  return <Button component="a" variant={kind === 'secondary' ? 'default' : 'filled'} {...rest} />
}

export const LinkButton = createLink(Anchor)
