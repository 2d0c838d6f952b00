// The filters of the logs, as a form whose answer is an address.
import { Button, NativeSelect, TextInput } from '@mantine/core'
import { Link, useNavigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import type { MessageFilters, State } from '../../api/types.ts'
import { PATHS } from '../../paths.ts'
import { dayOf, dayStart } from '../../ui/days.ts'
import { useFields } from '../../ui/useFields.ts'
import { useWords } from '../../words/index.ts'
import { useServedCountries } from './HomeCountry.tsx'
import style from './Logs.module.css'
import { readNumber } from './SendOrder.ts'

const ID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i
const STATES: readonly State[] = ['queued', 'sent', 'delivered', 'failed', 'scheduled', 'suspended', 'cancelled']

export function LogFilters({ filters }: { filters: MessageFilters }) {
  const words = useWords()
  const navigate = useNavigate()
  const { number: _number, state: _state, ...others } = filters
  const any = isAny(filters)
  const [unreadable, setUnreadable] = useState(false)
  const served = useServedCountries()
  // Where all is sent to is one country, a number without a code is from there.
  const callingCode = served.size === 1 ? ([...served.values()][0] as string) : null
  const [asked, setAsked] = useState(false)
  const more = asked || isAny(others) // of a phone, where there is room for the first two
  const shown = {
    number: filters.number ?? '',
    state: filters.state ?? '',
    sender: filters.sender ?? '',
    text: filters.text ?? '',
    from: dayOf(filters.from),
    until: dayOf(filters.to, -1),
  }
  const { form, read, focusSubmit } = useFields(shown)

  function apply(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault()
    const given = read()
    const text = (name: keyof typeof shown): string | undefined => given[name] || undefined
    const number = text('number')
    if (number !== undefined && ID.test(number)) {
      return void navigate({ to: PATHS.message, params: { id: number.toLowerCase() } })
    }
    const msisdn = number === undefined ? undefined : readNumber(number, callingCode)
    setUnreadable(msisdn === null)
    if (msisdn === null) return
    const search: MessageFilters = {
      number: msisdn,
      state: text('state') as State | undefined,
      sender: text('sender'),
      text: text('text'),
      from: dayStart(text('from')),
      to: dayStart(text('until'), 1),
    }
    void navigate({ to: PATHS.logs, search })
  }

  return (
    <form
      ref={form}
      className={style.filters}
      data-more={more}
      onSubmit={apply}
      aria-label={words.logs.filters}
      noValidate
    >
      <TextInput
        name="number"
        label={words.logs.numberOrId}
        placeholder={words.logs.numberHint}
        defaultValue={shown.number}
        error={unreadable && words.logs.numberUnreadable}
      />
      <NativeSelect
        name="state"
        label={words.logs.state}
        defaultValue={shown.state}
        onChange={(event) => event.currentTarget.form?.requestSubmit()}
        data={[
          { value: '', label: words.logs.anyState },
          ...STATES.map((state) => ({ value: state, label: words.states[state] })),
        ]}
      />
      <TextInput className={style.extra} name="sender" label={words.logs.sender} defaultValue={shown.sender} />
      <TextInput className={style.extra} name="text" label={words.logs.text} defaultValue={shown.text} />
      <TextInput className={style.extra} name="from" type="date" label={words.logs.from} defaultValue={shown.from} />
      <TextInput className={style.extra} name="until" type="date" label={words.logs.until} defaultValue={shown.until} />
      <div className={style.buttons}>
        <Button type="submit">{words.logs.apply}</Button>
        {any && (
          <Link to={PATHS.logs} onClick={focusSubmit}>
            {words.logs.clear}
          </Link>
        )}
        {!more && (
          <Button className={style.more} variant="default" onClick={() => setAsked(true)}>
            {words.logs.moreFilters}
          </Button>
        )}
      </div>
    </form>
  )
}

const isAny = (filters: MessageFilters): boolean => Object.values(filters).some((value) => value !== undefined)
