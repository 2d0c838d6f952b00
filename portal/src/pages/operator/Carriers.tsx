// The carriers as they stand at this moment: bound or not, how much is under way, how they answer.
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { operatorQuery } from '../../api/operator.ts'
import type { Carrier } from '../../api/operator-types.ts'
import { Action } from '../../ui/Action.tsx'
import { Page } from '../../ui/Page.tsx'
import { ProgressBar } from '../../ui/ProgressBar.tsx'
import { Time } from '../../ui/Time.tsx'
import { grouped } from '../../ui/text.ts'
import { say } from '../../ui/toast.ts'
import { Waiting } from '../../ui/Waiting.tsx'
import { useWords } from '../../words/index.ts'
import { Problem, problemText } from '../Problem.tsx'
import { CarrierDialog } from './CarrierDialog.tsx'
import { CarrierState } from './CarrierState.tsx'
import { CarrierTestDialog } from './CarrierTestDialog.tsx'
import style from './Operator.module.css'
import { useOperatorChange, useWhyNot } from './useOperator.ts'

const EVERY_MS = 2_000

export function Carriers() {
  const words = useWords().operatorNetwork.carriers
  const [editing, setEditing] = useState<Carrier | 'new' | null>(null)
  const [testing, setTesting] = useState<Carrier | null>(null)
  const why = useWhyNot()('network:change')
  const { data, error, refetch } = useQuery(operatorQuery<{ data: Carrier[] }>('/carriers', {}, EVERY_MS))
  return (
    <Page
      title={words.title}
      action={
        <Action why={why} onClick={() => setEditing('new')}>
          {words.add}
        </Action>
      }
    >
      {data ? (
        data.data.map((carrier) => (
          <One
            key={carrier.id}
            carrier={carrier}
            onTest={() => setTesting(carrier)}
            onEdit={() => setEditing(carrier)}
          />
        ))
      ) : error ? (
        <Problem error={error} retry={refetch} />
      ) : (
        <Waiting lines={4} height={90} />
      )}
      {editing && <CarrierDialog carrier={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />}
      {testing && <CarrierTestDialog carrier={testing} onClose={() => setTesting(null)} />}
    </Page>
  )
}

function One({ carrier, onTest, onEdit }: { carrier: Carrier; onTest(): void; onEdit(): void }) {
  const words = useWords()
  const own = words.operatorNetwork.carriers
  const why = useWhyNot()
  const { id, name, paused, status, config, kind } = carrier
  const change = useOperatorChange(() => ({ path: `/carriers/${id}/${paused ? 'resume' : 'pause'}` }))
  return (
    <section className={style.section} aria-label={name}>
      <div className={style.head}>
        <div className={style.buttons}>
          <h2>{name}</h2>
          <CarrierState carrier={carrier} />
        </div>
        <div className={style.buttons}>
          <Action
            kind="secondary"
            size="xs"
            why={why('carriers:pause')}
            busy={change.isPending}
            onClick={() =>
              change.mutate(undefined, { onSuccess: () => say(paused ? own.isResumed(name) : own.isPaused(name)) })
            }
          >
            {paused ? own.resume : own.pause}
          </Action>
          <Action kind="secondary" size="xs" why={why('carriers:test')} onClick={onTest}>
            {own.test}
          </Action>
          {kind === 'smpp' && (
            <Action kind="secondary" size="xs" why={why('network:change')} onClick={onEdit}>
              {own.edit}
            </Action>
          )}
        </div>
      </div>
      {change.error && <p role="alert">{problemText(words, change.error)}</p>}
      {kind === 'smpp' && (
        <p className={style.small}>
          <code>
            {String(config.host)}:{String(config.port)}
          </code>
        </p>
      )}
      <Figures carrier={carrier} />
      {status?.last_error && (
        <p className={style.quiet}>
          {own.lastError}: {status.last_error}
        </p>
      )}
    </section>
  )
}

function Figures({ carrier: { status, waiting } }: { carrier: Carrier }) {
  const words = useWords().operatorNetwork.carriers
  const count = (figure: number): string => grouped(String(figure))
  return (
    <>
      <dl className={style.figures}>
        <div>
          <dt>{words.waiting}</dt>
          <dd>{count(waiting)}</dd>
        </div>
        {status && (
          <>
            <div>
              <dt>{words.rate}</dt>
              <dd>
                {count(Math.round(status.accepted_per_second * 10) / 10)}
                <small>
                  {status.submits_per_second_max === null
                    ? words.noLimit
                    : words.rateMax(count(status.submits_per_second_max))}
                </small>
              </dd>
            </div>
            <div>
              <dt>{words.accepted}</dt>
              <dd>{count(status.answers.accepted)}</dd>
            </div>
            <div>
              <dt>{words.refused}</dt>
              <dd>
                {count(status.answers.rejected)}
                <small>
                  {words.others(
                    count(status.answers.throttled),
                    count(status.answers.temporary),
                    count(status.answers.uncertain),
                  )}
                </small>
              </dd>
            </div>
            <div>
              <dt>{words.binds}</dt>
              <dd>
                {status.binds}
                {status.since && (
                  <small>
                    {words.since} <Time at={status.since} />
                  </small>
                )}
              </dd>
            </div>
          </>
        )}
      </dl>
      {status && status.window_max > 0 && (
        <ProgressBar
          label={words.window}
          done={status.up ? status.window_max - status.window_free : 0}
          of={status.window_max}
        />
      )}
      {status?.last_refusal && (
        <p className={style.small}>
          {words.lastRefusal}: <code>{status.last_refusal.status}</code>, <Time at={status.last_refusal.at} />
        </p>
      )}
    </>
  )
}
