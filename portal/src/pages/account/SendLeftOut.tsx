// Who cannot be sent to, and why.
import { Notice } from '../../ui/Notice.tsx'
import { grouped } from '../../ui/text.ts'
import { useWords } from '../../words/index.ts'
import { problemText } from '../Problem.tsx'
import type { Refused } from './SendRun.ts'

const SHOWN = 6

export function LeftOut({ refused }: { refused: readonly Refused[] }) {
  const words = useWords()
  if (refused.length === 0) return null
  return (
    <Notice kind="attention">
      <p>{words.send.reviewing.refused(grouped(String(refused.length)))}</p>
      <ul>
        {refused.slice(0, SHOWN).map(({ to, why }) => (
          <li key={to}>
            {to}: {problemText(words, why)}
          </li>
        ))}
        {refused.length > SHOWN && <li>…</li>}
      </ul>
    </Notice>
  )
}
