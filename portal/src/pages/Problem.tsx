// What is shown in place of something that could not be loaded.
import { Button } from '@mantine/core'
import { ApiError, OfflineError } from '../api/client.ts'
import { Notice } from '../ui/Notice.tsx'
import { useWords } from '../words/index.ts'
import style from './Problem.module.css'

export function Problem({ error, retry }: { error: Error; retry?: () => unknown }) {
  const words = useWords()
  return (
    <Notice kind="harm">
      <div className={style.problem}>
        <p>
          <strong>{words.problem.title}.</strong> {problemText(words, error)}
        </p>
        {retry && (
          <Button size="xs" variant="default" onClick={() => void retry()}>
            {words.problem.again}
          </Button>
        )}
      </div>
    </Notice>
  )
}

/** What the catalogue says of the refusal; an English one may pass on what the server said. */
export function problemText(words: ReturnType<typeof useWords>, error: Error): string {
  if (error instanceof OfflineError) return words.problem.offline
  const known = error instanceof ApiError ? refusalText(words, error) : null
  if (known !== null) return known
  const requestId = error instanceof ApiError ? error.requestId : null
  return `${words.problem.unexpected} ${requestId ?? '–'}`
}

function refusalText(words: ReturnType<typeof useWords>, { code, obstacle, message, field }: ApiError): string | null {
  const obstacles: Record<string, string> = words.obstacles
  const refusals: Record<string, string | ((said: string, field: string) => string)> = words.refusals
  const text = obstacles[obstacle ?? ''] ?? refusals[code]
  if (text === undefined) return null
  return typeof text === 'string' ? text : text(message, field ?? '')
}
