// API tokens: what programs show that call an API by a token. Made with a secret that is shown this once, and taken back.
import { NativeSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { ApiError } from '../../api/client.ts'
import {
  byStanding,
  credentialsQuery,
  type NewCredential,
  TOKEN_DIALECTS,
  type TokenDialect,
} from '../../api/credentials.ts'
import { useChange } from '../../api/queries.ts'
import { PATHS } from '../../paths.ts'
import { Action } from '../../ui/Action.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Form } from '../../ui/Form.tsx'
import { EmptyPage, Page } from '../../ui/Page.tsx'
import { SecretPanel } from '../../ui/SecretPanel.tsx'
import { Waiting } from '../../ui/Waiting.tsx'
import { useWords } from '../../words/index.ts'
import { Problem, problemText } from '../Problem.tsx'
import { useSession } from '../session.ts'
import style from './Tokens.module.css'
import { type Draft, draftOf, KeyFields, offered, type Wrong } from './TokensFields.tsx'
import { TokensTable } from './TokensTable.tsx'

export function Tokens() {
  const words = useWords()
  const { may } = useSession()
  if (!may('account:write')) return <EmptyPage title={words.keys.forbidden.title} text={words.keys.forbidden.text} />
  return <OwnTokens />
}

function OwnTokens() {
  const words = useWords()
  const { account } = useSession()
  const { data, error, refetch } = useQuery(credentialsQuery(account.id))
  const [making, setMaking] = useState(false)
  const [made, setMade] = useState<NewCredential | null>(null)
  const rows = data && byStanding(data, Date.now()).filter(({ kind }) => kind === 'token')
  const why = account.status === 'active' ? null : words.keys.inactive
  return (
    <Page
      title={words.tokens.title}
      action={
        <Action why={why} onClick={() => setMaking(true)}>
          {words.tokens.make}
        </Action>
      }
    >
      <p className={style.intro}>
        {words.tokens.text} <Link to={PATHS.apiKeys}>{words.tokens.pairs}</Link>
      </p>
      {made && (
        <div className={style.secret}>
          <SecretPanel secrets={[{ name: made.name, value: made.secret }]} onStored={() => setMade(null)} />
        </div>
      )}
      {error && <Problem error={error} retry={refetch} />}
      {!data && !error && <Waiting lines={6} />}
      {rows?.length === 0 && <p>{words.tokens.empty}</p>}
      {rows && rows.length > 0 && <TokensTable rows={rows} label={words.tokens.list} shown={words.tokens.token} />}
      <Dialog title={words.tokens.makeTitle} open={making} onClose={() => setMaking(false)}>
        <MakeToken
          onClose={() => setMaking(false)}
          onMade={(token) => {
            setMaking(false)
            setMade(token)
          }}
        />
      </Dialog>
    </Page>
  )
}

function MakeToken({ onClose, onMade }: { onClose(): void; onMade(token: NewCredential): void }) {
  const words = useWords()
  const { me, account } = useSession()
  const [dialect, setDialect] = useState<TokenDialect>('native')
  const [wrong, setWrong] = useState<Wrong>({})
  const make = useChange<Draft, NewCredential>(me, account.id, (draft) => ({
    path: '/v1/credentials',
    body: { ...draft, dialect },
  }))
  function submit(form: FormData): void {
    const { draft, wrong: found } = draftOf(form, words)
    setWrong(found)
    if (Object.keys(found).length === 0) make.mutate(draft, { onSuccess: onMade })
  }
  const isField = make.error instanceof ApiError && make.error.field === 'allowed_ips'
  return (
    <Form
      submit={words.tokens.submit}
      busy={make.isPending}
      error={make.error && !isField && problemText(words, make.error)}
      onSubmit={submit}
      onCancel={onClose}
    >
      <NativeSelect
        label={words.keys.dialect}
        description={words.keys.dialectHint}
        value={dialect}
        onChange={(event) => setDialect(event.currentTarget.value as TokenDialect)}
        data={TOKEN_DIALECTS.map((value) => ({ value, label: words.dialects[value] }))}
      />
      <KeyFields
        permissions={offered(dialect, account.permissions)}
        wrong={isField ? { allowed_ips: words.keys.addressesInvalid } : wrong}
      />
    </Form>
  )
}
