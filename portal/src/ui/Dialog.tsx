import { Drawer, Modal } from '@mantine/core'
import type { ReactNode } from 'react'
import { useWords } from '../words/index.ts'

interface Parts {
  title: string
  open: boolean
  onClose(): void
  children: ReactNode
  /** Until what is in it has been dealt with: no way out beside its own buttons. */
  firm?: boolean
}

/** In the middle of the page, the whole of a phone. */
export function Dialog({ title, open, onClose, children, firm = false }: Parts) {
  const words = useWords().ui
  return (
    <Modal
      opened={open}
      onClose={onClose}
      title={title}
      size="lg"
      withCloseButton={!firm}
      closeOnEscape={!firm}
      closeOnClickOutside={!firm}
      closeButtonProps={{ 'aria-label': words.close }}
    >
      {children}
    </Modal>
  )
}

/** At the side, with the page still in sight: for something longer that belongs to a row. */
export function SidePanel({ title, open, onClose, children }: Omit<Parts, 'firm'>) {
  const words = useWords().ui
  return (
    <Drawer
      opened={open}
      onClose={onClose}
      title={title}
      position="right"
      size="lg"
      closeButtonProps={{ 'aria-label': words.close }}
    >
      {children}
    </Drawer>
  )
}
