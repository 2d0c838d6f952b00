// The filters of the logs, as a form whose answer is an address.
import { Button, NativeSelect, TextInput } from '@mantine/core'
import { Link, useNavigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import type { MessageFilters, State } from '../../api/types.ts'
import { PATHS } from '../../paths.ts'
import { useWords } from '../../words/index.ts'
import style from './Logs.module.css'

const ID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i
const STATES: readonly State[] = ['queued', 'sent', 'delivered', 'failed', 'scheduled', 'suspended', 'cancelled']

export function LogFilters({ filters }: { filters: MessageFilters }) {
  const words = useWords()
  const navigate = useNavigate()
  const { number: _number, state: _state, ...others } = filters
  const any = isAny(filters)
  const [more, setMore] = useState(isAny(others)) // of a phone, where there is room for the first two

  function apply(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const text = (name: string): string | undefined => String(form.get(name)).trim() || undefined
    const number = text('number')
    if (number !== undefined && ID.test(number)) {
      return void navigate({ to: PATHS.message, params: { id: number.toLowerCase() } })
    }
    const search: MessageFilters = {
      number: number?.replaceAll(/[\s().-]/g, ''),
      state: text('state') as State | undefined,
      sender: text('sender'),
      text: text('text'),
      from: dayStart(text('from'), 0),
      to: dayStart(text('until'), 1),
    }
    void navigate({ to: PATHS.logs, search })
  }

  return (
    <form className={style.filters} data-more={more} onSubmit={apply} aria-label={words.logs.filters} noValidate>
      <TextInput
        name="number"
        label={words.logs.numberOrId}
        placeholder={words.logs.numberHint}
        defaultValue={filters.number}
      />
      <NativeSelect
        name="state"
        label={words.logs.state}
        defaultValue={filters.state ?? ''}
        onChange={(event) => event.currentTarget.form?.requestSubmit()}
        data={[
          { value: '', label: words.logs.anyState },
          ...STATES.map((state) => ({ value: state, label: words.states[state] })),
        ]}
      />
      <TextInput className={style.extra} name="sender" label={words.logs.sender} defaultValue={filters.sender} />
      <TextInput className={style.extra} name="text" label={words.logs.text} defaultValue={filters.text} />
      <TextInput
        className={style.extra}
        name="from"
        type="date"
        label={words.logs.from}
        defaultValue={dayOf(filters.from, 0)}
      />
      <TextInput
        className={style.extra}
        name="until"
        type="date"
        label={words.logs.until}
        defaultValue={dayOf(filters.to, -1)}
      />
      <div className={style.buttons}>
        <Button type="submit">{words.logs.apply}</Button>
        {any && <Link to={PATHS.logs}>{words.logs.clear}</Link>}
        {!more && (
          <Button className={style.more} variant="default" onClick={() => setMore(true)}>
            {words.logs.moreFilters}
          </Button>
        )}
      </div>
    </form>
  )
}

const isAny = (filters: MessageFilters): boolean => Object.values(filters).some((value) => value !== undefined)

/** The reader has days of their own zone; the address and the server have moments. `Until` takes its whole day in. */
function dayStart(day: string | undefined, daysLater: number): string | undefined {
  const at = new Date(`${day}T00:00:00`)
  if (Number.isNaN(at.getTime())) return undefined
  at.setDate(at.getDate() + daysLater)
  return at.toISOString()
}

function dayOf(iso: string | undefined, daysLater: number): string {
  const at = new Date(iso ?? '')
  if (Number.isNaN(at.getTime())) return ''
  at.setDate(at.getDate() + daysLater)
  const two = (part: number): string => String(part).padStart(2, '0')
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`
}
