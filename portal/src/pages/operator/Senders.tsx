// Sender IDs to decide on, who has waited longest first: what it looks like, what would be sent, and where it may be used.
import { Checkbox } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { operatorQuery, PAGE } from '../../api/operator.ts'
import type { Route, Sender } from '../../api/operator-types.ts'
import type { Page as PageOf } from '../../api/types.ts'
import { PATHS } from '../../paths.ts'
import { Action } from '../../ui/Action.tsx'
import { CursorPages } from '../../ui/CursorPages.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { FieldSet, Form } from '../../ui/Form.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Page } from '../../ui/Page.tsx'
import { Tag } from '../../ui/Tag.tsx'
import { Time } from '../../ui/Time.tsx'
import { countryName } from '../../ui/text.ts'
import { say } from '../../ui/toast.ts'
import { Waiting } from '../../ui/Waiting.tsx'
import { useWords } from '../../words/index.ts'
import { Problem, problemText } from '../Problem.tsx'
import { Filters } from './Filters.tsx'
import style from './Operator.module.css'
import { ReasonDialog } from './ReasonDialog.tsx'
import { useMay, useOperatorChange } from './useOperator.ts'

const STATUSES = ['pending', 'approved', 'rejected'] as const
const TONES = { pending: 'waiting', approved: 'good', rejected: 'bad' } as const

export function Senders() {
  const words = useWords()
  const own = words.operatorHouse.senders
  const may = useMay()
  const { status: asked, cursor } = useSearch({ from: PATHS.operatorSenders })
  const status = STATUSES.find((each) => each === asked) ?? 'pending'
  const query = useQuery({
    ...operatorQuery<PageOf<Sender>>('/sender-ids', { status, cursor, limit: PAGE }),
    enabled: may('senders:review'),
  })
  if (!may('senders:review')) return <Page title={own.title}>{words.operator.notYours}</Page>
  const { data, error, refetch } = query
  return (
    <Page title={own.title}>
      <Filters
        values={{ status: asked }}
        fields={[
          {
            name: 'status',
            label: own.status,
            options: STATUSES.map((value) => ({ value, label: own.statuses[value] })),
          },
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
          {data.data.length === 0 && <p className={style.none}>{own.none[status]}</p>}
          {data.data.map((sender) => (
            <Review key={sender.id} sender={sender} />
          ))}
          <CursorPages cursor={cursor} next={data.next} />
        </>
      )}
    </Page>
  )
}

function Review({ sender }: { sender: Sender }) {
  const words = useWords().operatorHouse.senders
  const [deciding, setDeciding] = useState<'approve' | 'reject' | null>(null)
  const reject = useOperatorChange<string>((reason) => ({
    path: `/sender-ids/${sender.account_id}/${sender.id}/reject`,
    body: { reason },
  }))
  const { name, account_id, account_name, status, sample_content, finding, countries, asked_countries, reason } = sender
  const places = (codes: string[] | null): string =>
    codes === null ? words.everywhere : codes.map(countryName).join(', ')
  return (
    <article className={style.card} aria-label={name}>
      <div className={style.head}>
        <div className={style.buttons}>
          <h2>{name}</h2>
          <Tag tone={TONES[status]}>{words.statuses[status]}</Tag>
        </div>
        <div className={style.buttons}>
          {status !== 'approved' && (
            <Action kind="secondary" size="xs" onClick={() => setDeciding('approve')}>
              {words.approve}
            </Action>
          )}
          {status !== 'rejected' && (
            <Action kind="secondary" size="xs" onClick={() => setDeciding('reject')}>
              {words.reject}
            </Action>
          )}
        </div>
      </div>
      {finding && (
        <Notice kind="attention">
          <strong>{words.finding}:</strong> {finding}
        </Notice>
      )}
      <dl className={style.terms}>
        <dt>{words.account}</dt>
        <dd>
          <Link to={PATHS.operatorAccount} params={{ id: account_id }}>
            {account_name}
          </Link>
          , <Time at={sender.created_at} />
        </dd>
        <dt>{status === 'approved' ? words.approvedFor : words.askedFor}</dt>
        <dd>{places(status === 'approved' ? countries : asked_countries)}</dd>
        {reason && (
          <>
            <dt>{words.reason}</dt>
            <dd>{reason}</dd>
          </>
        )}
      </dl>
      {sample_content ? (
        <blockquote className={style.sample}>{sample_content}</blockquote>
      ) : (
        <p className={style.quiet}>{words.noSample}</p>
      )}
      {deciding === 'approve' && <Approval sender={sender} onClose={() => setDeciding(null)} />}
      {deciding === 'reject' && (
        <ReasonDialog
          title={words.rejectTitle(name)}
          label={words.reason}
          hint={words.reasonHint}
          confirm={words.reject}
          change={reject}
          onGiven={(given) =>
            reject.mutate(given, {
              onSuccess: () => {
                say(words.isRejected(name))
                setDeciding(null)
              },
            })
          }
          onClose={() => setDeciding(null)}
        />
      )}
    </article>
  )
}

const ROUTES_MAX = 200

/** For the countries that there are routes to, those asked for ticked; none ticked is everywhere. */
function Approval({ sender, onClose }: { sender: Sender; onClose(): void }) {
  const words = useWords()
  const own = words.operatorHouse.senders
  const routes = useQuery(operatorQuery<PageOf<Route>>('/routes', { limit: ROUTES_MAX })).data?.data ?? []
  const asked = sender.asked_countries ?? []
  const served = routes.filter(({ active, country }) => active && country !== '*').map(({ country }) => country)
  const countries = [...new Set([...asked, ...served])].sort((a, b) => countryName(a).localeCompare(countryName(b)))
  const approve = useOperatorChange<string[] | null>((given) => ({
    path: `/sender-ids/${sender.account_id}/${sender.id}/approve`,
    body: { countries: given },
  }))
  function given(form: FormData): void {
    const chosen = form.getAll('country').map(String)
    approve.mutate(chosen.length === 0 ? null : chosen, {
      onSuccess: () => {
        say(own.isApproved(sender.name))
        onClose()
      },
    })
  }
  return (
    <Dialog title={own.approveTitle(sender.name)} open onClose={onClose}>
      <Form
        submit={own.approve}
        busy={approve.isPending}
        error={approve.error && problemText(words, approve.error)}
        onCancel={onClose}
        onSubmit={given}
      >
        {sender.finding && (
          <Notice kind="attention">
            <strong>{own.finding}:</strong> {sender.finding}
          </Notice>
        )}
        <FieldSet legend={own.approveFor}>
          <p className={style.quiet}>{own.noneIsAll}</p>
          <div className={style.choices}>
            {countries.map((country) => (
              <Checkbox
                key={country}
                name="country"
                value={country}
                label={countryName(country)}
                defaultChecked={asked.includes(country)}
              />
            ))}
          </div>
        </FieldSet>
      </Form>
    </Dialog>
  )
}
