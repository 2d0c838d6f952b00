// API keys: key pairs of a public and a secret half, generated, regenerated with time to change over, and taken back.
import { NativeSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { ApiError } from '../../api/client.ts'
import {
  byStanding,
  type Credential,
  credentialsQuery,
  type NewCredential,
  PAIR_DIALECTS,
  type PairDialect,
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
import { ApiKeysRegenerate } from './ApiKeysRegenerate.tsx'
import style from './Tokens.module.css'
import { type Draft, draftOf, KeyFields, offered, type Wrong } from './TokensFields.tsx'
import { TokensTable } from './TokensTable.tsx'

export function ApiKeys() {
  const words = useWords()
  const { may } = useSession()
  if (!may('account:write')) return <EmptyPage title={words.keys.forbidden.title} text={words.keys.forbidden.text} />
  return <OwnPairs />
}

function OwnPairs() {
  const words = useWords()
  const { account } = useSession()
  const { data, error, refetch } = useQuery(credentialsQuery(account.id))
  const [making, setMaking] = useState(false)
  const [regenerating, setRegenerating] = useState<Credential | null>(null)
  const [made, setMade] = useState<NewCredential | null>(null)
  const rows = data && byStanding(data, Date.now()).filter(({ kind }) => kind === 'pair')
  const why = account.status === 'active' ? null : words.keys.inactive
  function shown(pair: NewCredential): void {
    setMaking(false)
    setRegenerating(null)
    setMade(pair)
  }
  return (
    <Page
      title={words.pairs.title}
      action={
        <Action why={why} onClick={() => setMaking(true)}>
          {words.pairs.make}
        </Action>
      }
    >
      <p className={style.intro}>
        {words.pairs.text} <Link to={PATHS.apiTokens}>{words.pairs.tokens}</Link>
      </p>
      {made && (
        <div className={style.secret}>
          <Halves pair={made} onStored={() => setMade(null)} />
        </div>
      )}
      {error && <Problem error={error} retry={refetch} />}
      {!data && !error && <Waiting lines={6} />}
      {rows?.length === 0 && <p>{words.pairs.empty}</p>}
      {rows && rows.length > 0 && (
        <TokensTable
          rows={rows}
          label={words.pairs.list}
          shown={words.pairs.publicKey}
          onRegenerate={setRegenerating}
        />
      )}
      <Dialog title={words.pairs.makeTitle} open={making} onClose={() => setMaking(false)}>
        <MakePair onClose={() => setMaking(false)} onMade={shown} />
      </Dialog>
      {regenerating && <ApiKeysRegenerate pair={regenerating} onClose={() => setRegenerating(null)} onMade={shown} />}
    </Page>
  )
}

/** As the provider's document calls the two. */
function Halves({ pair, onStored }: { pair: NewCredential; onStored(): void }) {
  const words = useWords().pairs
  const [open, secret] =
    pair.dialect === 'smsbox' ? [words.apiKey, words.apiSecret] : [words.publicKey, words.secretKey]
  const secrets = [
    { name: open, value: pair.public_id },
    { name: secret, value: pair.secret },
  ]
  return <SecretPanel secrets={secrets} onStored={onStored} />
}

function MakePair({ onClose, onMade }: { onClose(): void; onMade(pair: NewCredential): void }) {
  const words = useWords()
  const { me, account } = useSession()
  const [dialect, setDialect] = useState<PairDialect>('wasambazie')
  const [wrong, setWrong] = useState<Wrong>({})
  const make = useChange<Draft, NewCredential>(me, account.id, (draft) => ({
    path: '/v1/credentials',
    body: { ...draft, dialect },
  }))
  const isField = make.error instanceof ApiError && make.error.field === 'allowed_ips'
  function submit(form: FormData): void {
    const { draft, wrong: found } = draftOf(form, words)
    setWrong(found)
    if (Object.keys(found).length === 0) make.mutate(draft, { onSuccess: onMade })
  }
  return (
    <Form
      submit={words.pairs.submit}
      busy={make.isPending}
      error={make.error && !isField && problemText(words, make.error)}
      onSubmit={submit}
      onCancel={onClose}
    >
      <NativeSelect
        label={words.keys.dialect}
        description={words.keys.dialectHint}
        value={dialect}
        onChange={(event) => setDialect(event.currentTarget.value as PairDialect)}
        data={PAIR_DIALECTS.map((value) => ({ value, label: words.dialects[value] }))}
      />
      <KeyFields
        permissions={offered(dialect, account.permissions)}
        wrong={isField ? { allowed_ips: words.keys.addressesInvalid } : wrong}
      />
    </Form>
  )
}
