import { Drawer, Modal } from '@mantine/core'
import type { ReactNode } from 'react'
import { useWords } from '../words/index.ts'
import style from './Dialog.module.css'

interface Parts {
  title: string
  open: boolean
  onClose(): void
  children: ReactNode
  /** Until what is in it has been dealt with: no way out beside its own buttons. */
  firm?: boolean
}

const SHADE = { color: '#0b1221', backgroundOpacity: 0.55 }
const CONTENT = { content: style.content } // as `className` it would be the surroundings' too

// Put together from its parts: as a whole, Mantine's has a header that screen readers take for the page's own.

/** In the middle of the page. */
export function Dialog({ title, open, onClose, children, firm = false }: Parts) {
  const words = useWords().ui
  return (
    <Modal.Root
      opened={open}
      onClose={onClose}
      size="lg"
      closeOnEscape={!firm}
      closeOnClickOutside={!firm}
      centered
      classNames={CONTENT}
    >
      <Modal.Overlay {...SHADE} />
      <Modal.Content>
        <div className={style.header}>
          <Modal.Title className={style.title}>{title}</Modal.Title>
          {!firm && <Modal.CloseButton aria-label={words.close} />}
        </div>
        <Modal.Body className={style.body}>{children}</Modal.Body>
      </Modal.Content>
    </Modal.Root>
  )
}

/** At the side, with the page still in sight: for something longer that belongs to a row. Or from below, on a phone. */
export function SidePanel({
  title,
  open,
  onClose,
  children,
  from = 'right',
}: Omit<Parts, 'firm'> & { from?: 'right' | 'bottom' }) {
  const words = useWords().ui
  return (
    <Drawer.Root
      opened={open}
      onClose={onClose}
      position={from}
      size={from === 'right' ? 'lg' : '80%'}
      classNames={CONTENT}
    >
      <Drawer.Overlay {...SHADE} />
      <Drawer.Content>
        <div className={style.header}>
          <Drawer.Title className={style.title}>{title}</Drawer.Title>
          <Drawer.CloseButton aria-label={words.close} />
        </div>
        <Drawer.Body className={style.body}>{children}</Drawer.Body>
      </Drawer.Content>
    </Drawer.Root>
  )
}
