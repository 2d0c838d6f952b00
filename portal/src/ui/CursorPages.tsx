import { Link } from '@tanstack/react-router'
import { useWords } from '../words/index.ts'
import style from './CursorPages.module.css'
import { Icon } from './Icon.tsx'

/** To the start and to the next page of a list whose `cursor` is in the address; the page before is what the browser's
 * "back" is for. */
export function CursorPages({
  cursor,
  next,
  words: own,
}: {
  cursor: string | undefined
  next: string | null | undefined
  words?: { newest: string; older: string; pages: string }
}) {
  const usual = useWords().ui
  const words = own ?? usual
  if (cursor === undefined && !next) return null
  const at = (value: string | undefined) => (search: object) => ({ ...search, cursor: value })
  return (
    <nav className={style.paging} aria-label={words.pages}>
      {cursor !== undefined && (
        <Link to="." search={at(undefined) as never}>
          <Icon name="back" size={16} /> {words.newest}
        </Link>
      )}
      {next && (
        <Link to="." search={at(next) as never} className={style.older}>
          {words.older} <Icon name="forward" size={16} />
        </Link>
      )}
    </nav>
  )
}
