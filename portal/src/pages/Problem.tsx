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

/** The server's own words, where it had any: they say what to do. */
export function problemText(words: ReturnType<typeof useWords>, error: Error): string {
  if (error instanceof OfflineError) return words.problem.offline
  const known = error instanceof ApiError && error.status < 500 && error.message !== ''
  if (known) return error.message
  const requestId = error instanceof ApiError ? error.requestId : null
  return `${words.problem.unexpected} ${requestId ?? '–'}`
}
