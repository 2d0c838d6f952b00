// What a program needs to send through this account: where it calls, with what, and one call that works as it stands.
import { NativeSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { credentialsQuery, type Dialect, standingOf } from '../../api/credentials.ts'
import { senderIdsQuery } from '../../api/queries.ts'
import { PATHS } from '../../paths.ts'
import { Code } from '../../ui/Code.tsx'
import { CopyButton } from '../../ui/CopyButton.tsx'
import { Page } from '../../ui/Page.tsx'
import { useWords } from '../../words/index.ts'
import { useSession } from '../session.ts'
import { DIALECTS, setupOf } from './ApiSetupCalls.ts'
import style from './Tokens.module.css'

export function ApiSetup() {
  const words = useWords()
  const own = words.apiSetup
  const { account } = useSession()
  const navigate = useNavigate()
  const { api } = useSearch({ from: PATHS.apiSetup })
  const dialect = DIALECTS.find((name) => name === api) ?? 'native'
  const senders = useQuery(senderIdsQuery(account.id)).data?.data.filter(({ status }) => status === 'approved')
  const { baseUrl, example, reference } = setupOf(dialect, window.location.origin, senders?.[0]?.name)
  return (
    <Page title={own.title}>
      <div className={style.facts}>
        <p className={style.quiet}>{own.text}</p>
        <NativeSelect
          label={own.choose}
          value={dialect}
          onChange={(event) => void navigate({ to: PATHS.apiSetup, search: { api: event.currentTarget.value } })}
          data={DIALECTS.map((value) => ({ value, label: words.dialects[value] }))}
        />
        <section aria-labelledby="base">
          <h2 id="base">{own.baseUrl}</h2>
          <div className={style.line}>
            <code>{baseUrl}</code>
            <CopyButton text={baseUrl} />
          </div>
          <p className={style.quiet}>{own.baseUrlHint}</p>
        </section>
        <Credentials dialect={dialect} />
        <section aria-labelledby="senders">
          <h2 id="senders">{own.sender}</h2>
          <p>{senders && senders.length > 0 ? senders.map(({ name }) => name).join(', ') : own.noSender}</p>
        </section>
        <section aria-labelledby="example">
          <h2 id="example">{own.example}</h2>
          <p className={style.quiet}>{own.exampleHint}</p>
          <Code label="curl" text={example} />
          <p>
            <a href={reference}>{own.reference}</a>
          </p>
        </section>
      </div>
    </Page>
  )
}

function Credentials({ dialect }: { dialect: Dialect }) {
  const words = useWords().apiSetup
  const forbidden = useWords().keys.forbidden
  const { account, may } = useSession()
  const { data } = useQuery({ ...credentialsQuery(account.id), enabled: may('account:write') })
  const isPair = dialect === 'wasambazie' || dialect === 'smsbox'
  const now = Date.now()
  const held = data?.filter((row) => row.dialect === dialect && ['holds', 'ending'].includes(standingOf(row, now)))
  return (
    <section aria-labelledby="credentials">
      <h2 id="credentials">{words.credential}</h2>
      {may('account:write') ? (
        <p>
          {held && (held.length === 0 ? words.none : words.have(held.length))}{' '}
          <Link to={isPair ? PATHS.apiKeys : PATHS.apiTokens}>{isPair ? words.getPair : words.getToken}</Link>
        </p>
      ) : (
        <p>{forbidden.text}</p>
      )}
    </section>
  )
}
