// What subscribers write to the account's numbers, and what the numbers do about it.
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { PATHS } from '../../paths.ts'
import { Action } from '../../ui/Action.tsx'
import { Page } from '../../ui/Page.tsx'
import { Tabs } from '../../ui/Tabs.tsx'
import { useWords } from '../../words/index.ts'
import { useSession } from '../session.ts'
import { AccountNotices } from './AccountNotices.tsx'
import { Inbox } from './Inbox.tsx'
import { Keywords } from './Keywords.tsx'
import { OptOuts } from './OptOuts.tsx'
import { TwoWayNumbers } from './TwoWayNumbers.tsx'
import { TwoWayRequest } from './TwoWayRequest.tsx'
import { useWhyNot } from './whyNot.ts'

const TABS = ['inbox', 'numbers', 'keywords', 'opt-outs'] as const
type Tab = (typeof TABS)[number]

export function TwoWay() {
  const words = useWords().twoWay
  const { may } = useSession()
  const navigate = useNavigate()
  const { tab } = useSearch({ from: PATHS.twoWay })
  const [asking, setAsking] = useState(false)
  const why = useWhyNot('account:write')
  const open = TABS.find((each) => each === tab) ?? 'inbox'
  const go = (next: Tab): void => void navigate({ to: PATHS.twoWay, search: { tab: next } })
  return (
    <Page
      title={words.title}
      action={
        <Action why={why} onClick={() => setAsking(true)}>
          {words.requestNumber}
        </Action>
      }
    >
      <AccountNotices kinds={['number.assigned', 'number_request.refused']} />
      <Tabs<Tab>
        label={words.title}
        value={open}
        onChange={go}
        tabs={[
          {
            value: 'inbox',
            label: words.inbox.title,
            content: may('messages:read') ? <Inbox /> : <p>{words.inbox.forbidden}</p>,
          },
          { value: 'numbers', label: words.numbers.title, content: <TwoWayNumbers /> },
          { value: 'keywords', label: words.keywords.title, content: <Keywords /> },
          { value: 'opt-outs', label: words.optOuts.title, content: <OptOuts /> },
        ]}
      />
      {asking && (
        <TwoWayRequest
          onClose={() => setAsking(false)}
          onAsked={() => {
            setAsking(false)
            go('numbers')
          }}
        />
      )}
    </Page>
  )
}
