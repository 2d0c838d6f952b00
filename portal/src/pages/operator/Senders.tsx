// Sender IDs to decide on, who has waited longest first; and the names that are protected.
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { operatorQuery, PAGE } from '../../api/operator.ts'
import type { Sender } from '../../api/operator-types.ts'
import type { Page as PageOf } from '../../api/types.ts'
import { PATHS } from '../../paths.ts'
import { CursorPages } from '../../ui/CursorPages.tsx'
import { Page } from '../../ui/Page.tsx'
import { Tabs } from '../../ui/Tabs.tsx'
import { Waiting } from '../../ui/Waiting.tsx'
import { useWords } from '../../words/index.ts'
import { Problem } from '../Problem.tsx'
import { Filters } from './Filters.tsx'
import style from './Operator.module.css'
import { ProtectedSenders } from './ProtectedSenders.tsx'
import { SenderReview } from './SenderReview.tsx'
import { useMay } from './useOperator.ts'

const STATUSES = ['pending', 'approved', 'rejected'] as const
const TABS = ['review', 'protected'] as const

export function Senders() {
  const words = useWords()
  const own = words.operatorHouse.senders
  const may = useMay()
  const navigate = useNavigate()
  const { tab } = useSearch({ from: PATHS.operatorSenders })
  if (!may('senders:review')) return <Page title={own.title}>{words.operator.notYours}</Page>
  return (
    <Page title={own.title}>
      <Tabs<(typeof TABS)[number]>
        label={own.title}
        value={TABS.find((each) => each === tab) ?? 'review'}
        onChange={(next) =>
          void navigate({ to: PATHS.operatorSenders, search: next === 'review' ? {} : { tab: next } })
        }
        tabs={[
          { value: 'review', label: own.review, content: <Queue /> },
          { value: 'protected', label: own.protected.title, content: <ProtectedSenders /> },
        ]}
      />
    </Page>
  )
}

function Queue() {
  const own = useWords().operatorHouse.senders
  const { status: asked, search, cursor } = useSearch({ from: PATHS.operatorSenders })
  const status = STATUSES.find((each) => each === asked) ?? 'pending'
  const { data, error, refetch } = useQuery(
    operatorQuery<PageOf<Sender>>('/sender-ids', { status, search, cursor, limit: PAGE }),
  )
  return (
    <>
      <Filters
        values={{ status: asked, search }}
        usual={{ status: 'pending' }}
        fields={[
          {
            name: 'status',
            label: own.status,
            options: STATUSES.map((value) => ({ value, label: own.statuses[value] })),
          },
          { name: 'search', label: own.search },
        ]}
      />
      {!data ? (
        error ? (
          <Problem error={error} retry={refetch} />
        ) : (
          <Waiting lines={3} height={120} />
        )
      ) : (
        <>
          {data.data.length === 0 && <p className={style.none}>{search ? own.noneMatch : own.none[status]}</p>}
          {data.data.map((sender) => (
            <SenderReview key={sender.id} sender={sender} />
          ))}
          <CursorPages cursor={cursor} next={data.next} />
        </>
      )}
    </>
  )
}
