// Who wrote to which number, the last first: a line a conversation.
import { NativeSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { conversationsQuery, numbersQuery } from '../../api/two-way.ts'
import { PATHS } from '../../paths.ts'
import { CursorPages } from '../../ui/CursorPages.tsx'
import { Time } from '../../ui/Time.tsx'
import { Waiting } from '../../ui/Waiting.tsx'
import { useWords } from '../../words/index.ts'
import { Problem } from '../Problem.tsx'
import { useSession } from '../session.ts'
import style from './Inbox.module.css'

const PAGE = 30

export function Inbox() {
  const words = useWords().twoWay.inbox
  const { account } = useSession()
  const { number, cursor } = useSearch({ from: PATHS.twoWay })
  const { data, error, refetch } = useQuery(conversationsQuery(account.id, { number, cursor }, PAGE))
  if (!data) return error ? <Problem error={error} retry={refetch} /> : <Waiting lines={6} height={44} />
  return (
    <>
      <Numbers chosen={number} />
      {data.data.length === 0 ? (
        <p>{words.none}</p>
      ) : (
        <ul className={style.conversations}>
          {data.data.map(({ id, number, from, text, received_at }) => (
            <li key={id}>
              <Link to={PATHS.twoWayConversation} search={{ number, from }}>
                <strong>{from}</strong>
                <span className={style.time}>
                  <Time at={received_at} />
                </span>
                <span className={style.text}>{text}</span>
                <span className={style.number}>{words.to(number)}</span>
              </Link>
            </li>
          ))}
        </ul>
      )}
      <CursorPages cursor={cursor} next={data.next} />
    </>
  )
}

/** Which number is looked at, where there are several. */
function Numbers({ chosen }: { chosen: string | undefined }) {
  const words = useWords().twoWay.inbox
  const { account } = useSession()
  const navigate = useNavigate()
  const { data } = useQuery(numbersQuery(account.id))
  if (!data || data.data.length < 2) return null
  return (
    <NativeSelect
      className={style.filter}
      label={words.number}
      value={chosen ?? ''}
      onChange={(event) => {
        const number = event.currentTarget.value || undefined
        void navigate({ to: PATHS.twoWay, search: { number } })
      }}
      data={[
        { value: '', label: words.allNumbers },
        ...data.data.map(({ number }) => ({ value: number, label: number })),
      ]}
    />
  )
}
