// API tokens: what programs show that call an API by a token. Made with a secret that is shown this once, and taken back.
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { byStanding, credentialsQuery, type NewCredential, TOKEN_DIALECTS } from '../../api/credentials.ts'
import { PATHS } from '../../paths.ts'
import { Action } from '../../ui/Action.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { EmptyPage, Page } from '../../ui/Page.tsx'
import { SecretPanel } from '../../ui/SecretPanel.tsx'
import { Waiting } from '../../ui/Waiting.tsx'
import { useWords } from '../../words/index.ts'
import { Problem } from '../Problem.tsx'
import { useSession } from '../session.ts'
import style from './Tokens.module.css'
import { TokensMake } from './TokensMake.tsx'
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
        <TokensMake
          dialects={TOKEN_DIALECTS}
          submit={words.tokens.submit}
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
