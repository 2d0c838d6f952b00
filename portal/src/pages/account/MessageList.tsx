// Messages as a table; on a phone, as a list.
import { Link } from '@tanstack/react-router'
import type { Message } from '../../api/types.ts'
import { PATHS } from '../../paths.ts'
import { Amount } from '../../ui/Amount.tsx'
import { StateTag } from '../../ui/StateTag.tsx'
import { Time } from '../../ui/Time.tsx'
import { useWords } from '../../words/index.ts'
import style from './MessageList.module.css'

export function MessageList({ messages, label }: { messages: readonly Message[]; label: string }) {
  const words = useWords().logs
  return (
    <table className={style.table} aria-label={label}>
      <thead>
        <tr>
          <th scope="col">{words.time}</th>
          <th scope="col">{words.to}</th>
          <th scope="col">{words.sender}</th>
          <th scope="col">{words.message}</th>
          <th scope="col">{words.state}</th>
          <th scope="col" className={style.figure}>
            {words.cost}
          </th>
        </tr>
      </thead>
      <tbody>
        {messages.map((message) => (
          <tr key={message.id}>
            <td className={style.time}>
              <Time at={message.created_at} />
            </td>
            <td className={style.to}>
              <Link to={PATHS.message} params={{ id: message.id }}>
                {message.to}
              </Link>
            </td>
            <td className={style.sender}>{message.sender}</td>
            <td className={style.text}>
              <span>{message.text}</span>
            </td>
            <td className={style.state}>
              <StateTag state={message.state} />
            </td>
            <td className={style.figure}>
              <Amount amount={message.charged} currency={message.currency} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
