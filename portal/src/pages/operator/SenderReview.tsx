// One sender ID to decide on: what it looks like, what would be sent, who approved it already, and where it may be used.
import { Checkbox, Radio } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { operatorQuery } from '../../api/operator.ts'
import type { FirstApproval, Route, Sender } from '../../api/operator-types.ts'
import type { Page as PageOf } from '../../api/types.ts'
import { PATHS } from '../../paths.ts'
import { Action } from '../../ui/Action.tsx'
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { FieldSet, Form } from '../../ui/Form.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Tag } from '../../ui/Tag.tsx'
import { Time } from '../../ui/Time.tsx'
import { countryName } from '../../ui/text.ts'
import { say } from '../../ui/toast.ts'
import { useWords } from '../../words/index.ts'
import { problemText } from '../Problem.tsx'
import { useStaff } from '../session.ts'
import style from './Operator.module.css'
import { ReasonDialog } from './ReasonDialog.tsx'
import { useOperatorChange } from './useOperator.ts'

const TONES = { pending: 'waiting', approved: 'good', rejected: 'bad' } as const

export function SenderReview({ sender }: { sender: Sender }) {
  const words = useWords().operatorHouse.senders
  const { me } = useStaff()
  const [deciding, setDeciding] = useState<'approve' | 'confirm' | 'reject' | null>(null)
  const reject = useOperatorChange<string>((reason) => ({
    path: `/sender-ids/${sender.account_id}/${sender.id}/reject`,
    body: { reason },
  }))
  const { name, account_id, account_name, status, sample_content, countries, asked_countries, reason } = sender
  const first = sender.first_approval
  const places = usePlaces()
  const close = (): void => setDeciding(null)
  return (
    <article className={style.card} aria-label={name}>
      <div className={style.head}>
        <div className={style.buttons}>
          <h2>{name}</h2>
          <Tag tone={TONES[status]}>{words.statuses[status]}</Tag>
        </div>
        <div className={style.buttons}>
          {first ? (
            <Action
              kind="secondary"
              size="xs"
              why={first.by === `user:${me.user.id}` ? words.yourOwn : null}
              onClick={() => setDeciding('confirm')}
            >
              {words.confirm}
            </Action>
          ) : (
            status !== 'approved' && (
              <Action kind="secondary" size="xs" onClick={() => setDeciding('approve')}>
                {words.approve}
              </Action>
            )
          )}
          {status !== 'rejected' && (
            <Action kind="secondary" size="xs" onClick={() => setDeciding('reject')}>
              {words.reject}
            </Action>
          )}
        </div>
      </div>
      <Warning sender={sender} />
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
      {deciding === 'approve' && <Approval sender={sender} onClose={close} />}
      {deciding === 'confirm' && first && <Confirmation sender={sender} first={first} onClose={close} />}
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
                close()
              },
            })
          }
          onClose={close}
        />
      )}
    </article>
  )
}

function usePlaces(): (codes: string[] | null) => string {
  const words = useWords().operatorHouse.senders
  return (codes) => (codes === null ? words.everywhere : codes.map(countryName).join(', '))
}

/** What it looks like, as it was asked for; and that two people approve it, as the list of protected names stands now. */
function Warning({ sender: { status, finding, protected_names, first_approval: first } }: { sender: Sender }) {
  const words = useWords().operatorHouse.senders
  const places = usePlaces()
  const takesTwo = protected_names.length > 0 && status !== 'approved'
  if (finding === null && !takesTwo && !first) return null
  return (
    <Notice kind="attention">
      {finding !== null && (
        <p>
          <strong>{words.finding}:</strong> {finding}
        </p>
      )}
      {first ? (
        <p>
          {words.firstBy(first.by_name ?? first.by, places(first.countries))} <Time at={first.at} />.{' '}
          {words.secondNeeded}
        </p>
      ) : (
        takesTwo && <p>{words.takesTwo(protected_names.join(', '))}</p>
      )}
    </Notice>
  )
}

function useApproval({ account_id, id, name }: Sender, onDone: () => void) {
  const words = useWords().operatorHouse.senders
  const approve = useOperatorChange<object, Sender>((body) => ({
    path: `/sender-ids/${account_id}/${id}/approve`,
    body,
  }))
  function mutate(body: object): void {
    approve.mutate(body, {
      onSuccess: ({ first_approval }) => {
        say(first_approval ? words.isApprovedFirst(name) : words.isApproved(name))
        onDone()
      },
    })
  }
  return { ...approve, mutate }
}

const ROUTES_MAX = 200

/** Everywhere, or in some of the countries that there are routes to: as it was asked for, until somebody says otherwise. */
function Approval({ sender, onClose }: { sender: Sender; onClose(): void }) {
  const words = useWords()
  const own = words.operatorHouse.senders
  const routes = useQuery(operatorQuery<PageOf<Route>>('/routes', { limit: ROUTES_MAX })).data?.data ?? []
  const asked = sender.asked_countries ?? []
  const served = routes.filter(({ active, country }) => active && country !== '*').map(({ country }) => country)
  const countries = [...new Set([...asked, ...served])].sort((a, b) => countryName(a).localeCompare(countryName(b)))
  const [where, setWhere] = useState(sender.asked_countries === null ? 'all' : 'some')
  const [ticked, setTicked] = useState<readonly string[]>(asked)
  const everywhere = where === 'all'
  const approve = useApproval(sender, onClose)
  return (
    <Dialog title={own.approveTitle(sender.name)} open onClose={onClose}>
      <Form
        submit={own.approve}
        busy={approve.isPending}
        error={approve.error && problemText(words, approve.error)}
        why={!everywhere && ticked.length === 0 ? own.tickOne : null}
        onCancel={onClose}
        onSubmit={() => approve.mutate({ countries: everywhere ? null : ticked })}
      >
        <Warning sender={sender} />
        <Radio.Group label={own.approveFor} value={where} onChange={setWhere}>
          <div className={style.choices}>
            <Radio value="all" label={own.everywhere} />
            <Radio value="some" label={own.onlyIn} />
          </div>
        </Radio.Group>
        {!everywhere && (
          <FieldSet legend={own.countries}>
            <Checkbox.Group value={[...ticked]} onChange={setTicked}>
              <div className={style.choices}>
                {countries.map((country) => (
                  <Checkbox key={country} value={country} label={countryName(country)} />
                ))}
              </div>
            </Checkbox.Group>
          </FieldSet>
        )}
      </Form>
    </Dialog>
  )
}

/** The second person agrees to what the first approved. */
function Confirmation({ sender, first, onClose }: { sender: Sender; first: FirstApproval; onClose(): void }) {
  const words = useWords()
  const own = words.operatorHouse.senders
  const places = usePlaces()
  const approve = useApproval(sender, onClose)
  return (
    <ConfirmDialog
      title={own.confirmTitle(sender.name)}
      open
      onClose={onClose}
      onConfirm={() => approve.mutate({})}
      confirm={own.confirm}
      kind="primary"
      busy={approve.isPending}
      error={approve.error && problemText(words, approve.error)}
    >
      <p>{own.confirmMeans(places(first.countries))}</p>
    </ConfirmDialog>
  )
}
