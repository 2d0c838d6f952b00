import { useClipboard } from '@mantine/hooks'
import { useWords } from '../words/index.ts'
import style from './Code.module.css'

/** Something to paste elsewhere. */
export function Code({ text, label }: { text: string; label: string }) {
  const words = useWords()
  const clipboard = useClipboard({ timeout: 2_000 })
  return (
    <figure className={style.code}>
      <figcaption>
        {label}
        <button type="button" onClick={() => clipboard.copy(text)}>
          {clipboard.copied ? words.message.copied : words.message.copy}
        </button>
      </figcaption>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways has to be reachable by keyboard */}
      <pre tabIndex={0}>
        <code>{text}</code>
      </pre>
    </figure>
  )
}
