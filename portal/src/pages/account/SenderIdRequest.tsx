// Asking for a sender ID: its name, what it is for, and where it will be used.
import { ActionIcon, Radio, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useChange } from '../../api/queries.ts'
import type { SenderIdInFull } from '../../api/senders.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { FieldSet, Form } from '../../ui/Form.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { countryName } from '../../ui/text.ts'
import { say } from '../../ui/toast.ts'
import { useWords } from '../../words/index.ts'
import { problemText } from '../Problem.tsx'
import { useSession } from '../session.ts'
import { CountrySelect } from './SenderIdCountry.tsx'
import style from './SenderIds.module.css'

const SAMPLE_MIN = 15
const SAMPLE_MAX = 170
// As the server judges it: 11 letters, digits, spaces, hyphens and dots, or a number of E.164.
const NAME = /^(?:[A-Za-z0-9 .-]{1,11}|\+?\d{7,15})$/

export function SenderIdRequest({ onClose }: { onClose(): void }) {
  const words = useWords()
  const { me, account } = useSession()
  const [name, setName] = useState('')
  const [sample, setSample] = useState('')
  const [countries, setCountries] = useState<readonly string[] | null>(null)
  const [tried, setTried] = useState(false)
  const ask = useChange<object, SenderIdInFull>(me, account.id, (body) => ({ path: '/v1/sender-ids', body }))
  const wrong = {
    name: !NAME.test(name.trim()),
    sample: sample.trim().length < SAMPLE_MIN || sample.trim().length > SAMPLE_MAX,
    countries: countries?.length === 0,
  }
  function submit(): void {
    setTried(true)
    if (wrong.name || wrong.sample || wrong.countries) return
    ask.mutate(
      { name: name.trim(), sample_content: sample.trim(), countries },
      {
        onSuccess() {
          say(words.senders.requested(name.trim()))
          onClose()
        },
      },
    )
  }
  return (
    <Dialog title={words.senders.request} open onClose={onClose}>
      <Form
        submit={words.senders.submit}
        onCancel={onClose}
        onSubmit={submit}
        busy={ask.isPending}
        error={ask.error && problemText(words, ask.error)}
      >
        <ul className={style.rules}>
          {Object.values(words.senders.rules).map((rule) => (
            <li key={rule}>{rule}</li>
          ))}
        </ul>
        <TextInput
          label={words.senders.name}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          maxLength={16}
          autoComplete="off"
          spellCheck={false}
          error={tried && wrong.name && words.senders.nameInvalid}
          data-autofocus
        />
        <Textarea
          label={words.senders.sample}
          description={words.senders.sampleHint(String(sample.trim().length))}
          value={sample}
          onChange={(event) => setSample(event.currentTarget.value)}
          rows={3}
          maxLength={SAMPLE_MAX}
          error={tried && wrong.sample && words.senders.sampleInvalid}
        />
        <Countries chosen={countries} onChange={setCountries} wrong={tried && wrong.countries} />
      </Form>
    </Dialog>
  )
}

function Countries(parts: {
  chosen: readonly string[] | null
  onChange(countries: readonly string[] | null): void
  wrong: boolean
}) {
  const { chosen, onChange, wrong } = parts
  const words = useWords().senders
  return (
    <FieldSet legend={words.where}>
      <Radio.Group
        value={chosen === null ? 'all' : 'some'}
        onChange={(value) => onChange(value === 'all' ? null : [])}
        aria-label={words.where}
        error={wrong && words.countriesMissing}
      >
        <Radio value="all" label={words.everywhere} mb="xs" />
        <Radio value="some" label={words.someCountries} mb="xs" />
      </Radio.Group>
      {chosen !== null && (
        <>
          {chosen.length > 0 && (
            <ul className={style.countries}>
              {chosen.map((country) => (
                <li key={country}>
                  {countryName(country)}
                  <ActionIcon
                    variant="subtle"
                    aria-label={words.withoutCountry(countryName(country))}
                    onClick={() => onChange(chosen.filter((each) => each !== country))}
                  >
                    <Icon name="close" size={14} />
                  </ActionIcon>
                </li>
              ))}
            </ul>
          )}
          <CountrySelect
            label={words.addCountry}
            value=""
            without={chosen}
            onChange={(country) => onChange([...chosen, country])}
          />
        </>
      )}
    </FieldSet>
  )
}
