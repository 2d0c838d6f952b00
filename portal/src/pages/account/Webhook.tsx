// One endpoint: how it fares, what can be done about it, and what was told there.
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { useChange } from '../../api/queries.ts'
import { type Endpoint, EVENTS_OF, endpointsQuery } from '../../api/webhooks.ts'
import { PATHS } from '../../paths.ts'
import { Action } from '../../ui/Action.tsx'
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { EmptyPage, Page } from '../../ui/Page.tsx'
import { Time } from '../../ui/Time.tsx'
import { say } from '../../ui/toast.ts'
import { Waiting } from '../../ui/Waiting.tsx'
import { useWords } from '../../words/index.ts'
import { Problem, problemText } from '../Problem.tsx'
import { useSession } from '../session.ts'
import { WebhookAttempts } from './WebhookAttempts.tsx'
import { WebhookForm } from './WebhookForm.tsx'
import { WebhookRotate } from './WebhookRotate.tsx'
import style from './Webhooks.module.css'
import { EndpointStatus } from './Webhooks.tsx'
import { useWhyNot } from './whyNot.ts'

export function Webhook() {
  const words = useWords().webhooks
  const { account } = useSession()
  const { id } = useParams({ from: PATHS.webhook })
  const { data, error, refetch } = useQuery(endpointsQuery(account.id))
  if (!data) return error ? <Problem error={error} retry={refetch} /> : <Waiting lines={6} height={28} />
  const endpoint = data.data.find((each) => each.id === id)
  if (endpoint) return <Found endpoint={endpoint} />
  return (
    <EmptyPage title={words.unknown.title} text={words.unknown.text}>
      <Link to={PATHS.webhooks}>{words.unknown.action}</Link>
    </EmptyPage>
  )
}

function Found({ endpoint }: { endpoint: Endpoint }) {
  const words = useWords().webhooks
  const back = (
    <Link to={PATHS.webhooks} className={style.back}>
      <Icon name="back" size={16} />
      {words.title}
    </Link>
  )
  return (
    <Page title={new URL(endpoint.url).host} above={back} beside={<EndpointStatus endpoint={endpoint} />}>
      {!endpoint.enabled && (
        <div className={style.notice}>
          <Notice kind="attention">{words.disabledBecause[endpoint.disabled_reason ?? 'owner']}</Notice>
        </div>
      )}
      <Facts endpoint={endpoint} />
      <Buttons endpoint={endpoint} />
      <WebhookAttempts endpoint={endpoint} />
    </Page>
  )
}

function Facts({ endpoint }: { endpoint: Endpoint }) {
  const words = useWords().webhooks
  return (
    <dl className={style.facts}>
      <Fact name={words.url}>{endpoint.url}</Fact>
      <Fact name={words.style}>{words.styles[endpoint.style]}</Fact>
      <Fact name={words.told}>
        {EVENTS_OF[endpoint.style]
          .filter((each) => endpoint.events.includes(each))
          .map((each) => words.eventNames[each])
          .join('; ')}
      </Fact>
      <Fact name={words.secret}>
        <code>…{endpoint.secret_hint}</code>
        {endpoint.previous_secret_until !== null && (
          <>
            {' '}
            ({words.previousUntil} <Time at={endpoint.previous_secret_until} />)
          </>
        )}
      </Fact>
      {endpoint.failing_since !== null && (
        <Fact name={words.failingSince}>
          <Time at={endpoint.failing_since} />
        </Fact>
      )}
    </dl>
  )
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}

function Buttons({ endpoint }: { endpoint: Endpoint }) {
  const words = useWords()
  const { me, account } = useSession()
  const navigate = useNavigate()
  const why = useWhyNot('account:write')
  const [open, setOpen] = useState<'change' | 'rotate' | 'remove' | null>(null)
  const path = `/v1/webhooks/${endpoint.id}`
  const close = (): void => setOpen(null)
  const test = useChange<void, { id: string }>(me, account.id, () => ({ path: `${path}/test` }))
  const turn = useChange<boolean, Endpoint>(me, account.id, (enabled) => ({ method: 'PATCH', path, body: { enabled } }))
  const remove = useChange<void, null>(me, account.id, () => ({ method: 'DELETE', path }))
  const failed = test.error ?? turn.error
  if (why !== null) return <p className={style.buttons}>{why}</p>
  return (
    <>
      <div className={style.buttons}>
        {endpoint.enabled ? (
          <Action
            busy={test.isPending}
            onClick={() => test.mutate(undefined, { onSuccess: () => say(words.webhooks.tested) })}
          >
            {words.webhooks.test}
          </Action>
        ) : (
          <Action busy={turn.isPending} onClick={() => turn.mutate(true)}>
            {words.webhooks.enable}
          </Action>
        )}
        <Action kind="secondary" onClick={() => setOpen('change')}>
          {words.webhooks.change}
        </Action>
        <Action kind="secondary" onClick={() => setOpen('rotate')}>
          {words.webhooks.rotate}
        </Action>
        {endpoint.enabled && (
          <Action kind="secondary" busy={turn.isPending} onClick={() => turn.mutate(false)}>
            {words.webhooks.disable}
          </Action>
        )}
        <Action kind="secondary" onClick={() => setOpen('remove')}>
          {words.webhooks.remove}
        </Action>
      </div>
      {failed && <Notice kind="harm">{problemText(words, failed)}</Notice>}
      {open === 'change' && <WebhookForm endpoint={endpoint} onClose={close} />}
      {open === 'rotate' && <WebhookRotate endpoint={endpoint} onClose={close} />}
      <ConfirmDialog
        title={words.webhooks.removeTitle}
        confirm={words.webhooks.remove}
        open={open === 'remove'}
        onClose={close}
        busy={remove.isPending}
        error={remove.error && problemText(words, remove.error)}
        onConfirm={() => remove.mutate(undefined, { onSuccess: () => navigate({ to: PATHS.webhooks }) })}
      >
        {words.webhooks.removeText}
      </ConfirmDialog>
    </>
  )
}
