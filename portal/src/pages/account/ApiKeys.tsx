// API keys: key pairs of a public and a secret half, generated, regenerated with time to change over, and taken back.
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import {
  byStanding,
  type Credential,
  credentialsQuery,
  type NewCredential,
  PAIR_DIALECTS,
} from '../../api/credentials.ts'
import { PATHS } from '../../paths.ts'
import { Action } from '../../ui/Action.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { EmptyPage, Page } from '../../ui/Page.tsx'
import { SecretPanel } from '../../ui/SecretPanel.tsx'
import { Waiting } from '../../ui/Waiting.tsx'
import { useWords } from '../../words/index.ts'
import { Problem } from '../Problem.tsx'
import { useSession } from '../session.ts'
import { ApiKeysRegenerate } from './ApiKeysRegenerate.tsx'
import style from './Tokens.module.css'
import { TokensMake } from './TokensMake.tsx'
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
        <TokensMake
          dialects={PAIR_DIALECTS}
          submit={words.pairs.submit}
          onClose={() => setMaking(false)}
          onMade={shown}
        />
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
