import { useQuery } from '@tanstack/react-query'
import { messagesQuery } from '../../api/queries.ts'
import { Waiting } from '../../ui/Waiting.tsx'
import { useWords } from '../../words/index.ts'
import { Problem } from '../Problem.tsx'
import { MessageList } from './MessageList.tsx'

const SHOWN = 8

export function LatestMessages({ accountId }: { accountId: string }) {
  const words = useWords().overview
  const { data, error, refetch } = useQuery(messagesQuery(accountId, {}, SHOWN))
  if (error) return <Problem error={error} retry={refetch} />
  if (!data) return <Waiting lines={SHOWN} height={22} />
  if (data.data.length === 0) return <p>{words.noMessages}</p>
  return <MessageList messages={data.data} label={words.latest} />
}
