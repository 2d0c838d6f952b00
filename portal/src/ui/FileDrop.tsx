import { type DragEvent, type ReactNode, useId, useState } from 'react'
import { useWords } from '../words/index.ts'
import style from './FileDrop.module.css'
import { Icon } from './Icon.tsx'

/** A file, dropped or chosen. */
export function FileDrop({
  label,
  accept,
  onFile,
  children,
}: {
  label: string
  /** As in `<input accept>`. */
  accept: string
  onFile(file: File): void
  children?: ReactNode
}) {
  const words = useWords().ui
  const id = useId()
  const [over, setOver] = useState(false)
  function dropped(event: DragEvent): void {
    event.preventDefault()
    setOver(false)
    const file = event.dataTransfer.files[0]
    if (file) onFile(file)
  }
  return (
    <label
      htmlFor={id}
      className={style.drop}
      data-over={over}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={dropped}
    >
      <Icon name="upload" />
      <span>
        <strong>{label}</strong>
        <span className={style.how}>
          <u>{words.chooseFile}</u> {words.dropFile}
        </span>
        {children}
      </span>
      <input
        id={id}
        type="file"
        accept={accept}
        onChange={(event) => {
          const file = event.currentTarget.files?.[0]
          if (file) onFile(file)
          event.currentTarget.value = '' // the same file may be chosen again once it was put right
        }}
      />
    </label>
  )
}
