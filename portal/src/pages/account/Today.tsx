// What became of today's messages: one bar, in the colours of their states, and the figures beside it.
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { trafficQuery } from '../../api/queries.ts'
import type { Traffic } from '../../api/types.ts'
import { PATHS } from '../../paths.ts'
import { type StateName, StateTag } from '../../ui/StateTag.tsx'
import { grouped, midnight } from '../../ui/text.ts'
import { Waiting } from '../../ui/Waiting.tsx'
import { useWords } from '../../words/index.ts'
import { Problem } from '../Problem.tsx'
import overview from './Overview.module.css'
import style from './Today.module.css'

const ORDER: readonly StateName[] = ['delivered', 'sent', 'queued', 'failed', 'scheduled', 'suspended', 'cancelled']
const ALWAYS = new Set<StateName>(['delivered', 'sent', 'failed'])

export function Today({ accountId }: { accountId: string }) {
  const words = useWords()
  const from = midnight()
  const { data, error, refetch } = useQuery(trafficQuery(accountId, from))
  return (
    <section aria-labelledby="today">
      <h2 id="today" className={overview.question}>
        {words.overview.todayQuestion}
      </h2>
      {data ? (
        <Counts traffic={data} from={from} />
      ) : error ? (
        <Problem error={error} retry={refetch} />
      ) : (
        <Waiting lines={2} height={28} />
      )}
    </section>
  )
}

function Counts({ traffic: { by_state, messages }, from }: { traffic: Traffic; from: string }) {
  const words = useWords()
  if (messages === 0) return <p className={style.none}>{words.overview.noneToday}</p>
  const shown = ORDER.filter((state) => by_state[state] > 0 || ALWAYS.has(state))
  return (
    <>
      <p className={overview.small}>{words.overview.today(grouped(String(messages)))}</p>
      <div className={style.bar} aria-hidden="true">
        {shown.map((state) => (
          <span key={state} data-state={state} style={{ flexGrow: by_state[state] }} hidden={by_state[state] === 0} />
        ))}
      </div>
      <ul className={style.counts}>
        {shown.map((state) => (
          <li key={state}>
            <Link to={PATHS.logs} search={{ state, from }}>
              <StateTag state={state} />
              <strong>{grouped(String(by_state[state]))}</strong>
            </Link>
          </li>
        ))}
      </ul>
    </>
  )
}
