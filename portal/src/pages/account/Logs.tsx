// All messages of an account, the newest first. The filters and the place in the list are in the address.
import { useQuery } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { ApiError } from '../../api/client.ts'
import { messagesQuery } from '../../api/queries.ts'
import type { MessageFilters } from '../../api/types.ts'
import { PATHS } from '../../paths.ts'
import { CursorPages } from '../../ui/CursorPages.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Page } from '../../ui/Page.tsx'
import { Waiting } from '../../ui/Waiting.tsx'
import { useWords } from '../../words/index.ts'
import { Problem } from '../Problem.tsx'
import { useSession } from '../session.ts'
import { Live } from './Live.tsx'
import { LogFilters } from './LogFilters.tsx'
import style from './Logs.module.css'
import { MessageList } from './MessageList.tsx'

const PAGE = 50

export function Logs() {
  const words = useWords().logs
  const { may } = useSession()
  if (may('messages:read')) return <List />
  return (
    <Page title={words.title}>
      <p>{words.forbidden}</p>
    </Page>
  )
}

function List() {
  const words = useWords().logs
  const { account, may } = useSession()
  const { account: _, ...search } = useSearch({ from: PATHS.logs })
  const { data, error, refetch, isPlaceholderData } = useQuery(messagesQuery(account.id, search, PAGE))
  const { cursor, ...filters } = search
  const filtered = Object.values(filters).some((value) => value !== undefined)
  return (
    <Page title={words.title} beside={<Live />} action={<Download accountId={account.id} filters={filters} />}>
      {!may('messages:send') && <p className={style.masked}>{words.masked}</p>}
      <LogFilters filters={filters} />
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
      <CursorPages cursor={cursor} next={data?.next} words={words} />
    </Page>
  )
}

/** By the filters, however many there are: the browser saves it as it comes. */
function Download({ accountId, filters }: { accountId: string; filters: MessageFilters }) {
  const words = useWords().logs
  const given = Object.entries(filters).filter(([, value]) => value !== undefined) as [string, string][]
  const query = new URLSearchParams([['account', accountId], ...given])
  return (
    <a className={style.download} href={`/portal/api/v1/messages.csv?${query}`} download="messages.csv">
      <Icon name="download" size={18} />
      {words.download}
    </a>
  )
}
