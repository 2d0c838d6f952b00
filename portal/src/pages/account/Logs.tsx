// All messages of an account, the newest first. The filters and the place in the list are in the address.
import { useQuery } from '@tanstack/react-query'
import { Link, useSearch } from '@tanstack/react-router'
import { ApiError } from '../../api/client.ts'
import { messagesQuery } from '../../api/queries.ts'
import { PATHS } from '../../paths.ts'
import { Icon } from '../../ui/Icon.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Page } from '../../ui/Page.tsx'
import { Waiting } from '../../ui/Waiting.tsx'
import { useWords } from '../../words/index.ts'
import { Problem } from '../Problem.tsx'
import { useSession } from '../session.ts'
import { LogFilters } from './LogFilters.tsx'
import style from './Logs.module.css'
import { MessageList } from './MessageList.tsx'

const PAGE = 50

export function Logs() {
  const words = useWords().logs
  const { may } = useSession()
  return <Page title={words.title}>{may('messages:read') ? <List /> : <p>{words.forbidden}</p>}</Page>
}

function List() {
  const words = useWords().logs
  const { account } = useSession()
  const { account: _, ...search } = useSearch({ from: PATHS.logs })
  const { data, error, refetch, isPlaceholderData } = useQuery(messagesQuery(account.id, search, PAGE))
  const { cursor, ...filters } = search
  const filtered = Object.values(filters).some((value) => value !== undefined)
  return (
    <>
      <LogFilters key={JSON.stringify(filters)} filters={filters} />
      {error instanceof ApiError && error.status === 422 ? (
        <Notice kind="harm">{words.filterUnreadable}</Notice>
      ) : error ? (
        <Problem error={error} retry={refetch} />
      ) : !data ? (
        <Waiting lines={12} height={22} />
      ) : data.data.length === 0 ? (
        <p className={style.none}>{cursor !== undefined ? words.noneOlder : filtered ? words.noneMatch : words.none}</p>
      ) : (
        <div className={style.list} data-stale={isPlaceholderData}>
          <MessageList messages={data.data} label={words.title} />
        </div>
      )}
      <nav className={style.paging} aria-label={words.pages}>
        {cursor !== undefined && (
          <Link to={PATHS.logs} search={filters}>
            <Icon name="back" size={16} /> {words.newest}
          </Link>
        )}
        {data?.next && (
          <Link to={PATHS.logs} search={{ ...filters, cursor: data.next }} className={style.older}>
            {words.older} <Icon name="forward" size={16} />
          </Link>
        )}
      </nav>
    </>
  )
}
