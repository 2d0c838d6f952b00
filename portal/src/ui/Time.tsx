import { useWords } from '../words/index.ts'
import { utc, when } from './text.ts'

/** A moment in the reader's zone, with UTC on hover. */
export function Time({ at }: { at: string }) {
  const words = useWords()
  return (
    <time dateTime={at} title={words.utc(utc(at))}>
      {when(at)}
    </time>
  )
}
