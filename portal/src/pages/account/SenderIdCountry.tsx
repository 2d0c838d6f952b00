// A country that the account can send to, by its name in the reader's language.
import { NativeSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { pricingQuery } from '../../api/wallet.ts'
import { countryName } from '../../ui/text.ts'
import { useLanguage, useWords } from '../../words/index.ts'
import { useSession } from '../session.ts'

export function CountrySelect(parts: {
  label: string
  /** '' for none yet. */
  value: string
  onChange(country: string): void
  without?: readonly string[]
  required?: boolean
}) {
  const { label, value, onChange, without = [], required = false } = parts
  const words = useWords().senders
  const language = useLanguage()
  const { account } = useSession()
  const { data } = useQuery(pricingQuery(account.id))
  const served = [...new Set(data?.data.map(({ country }) => country))]
    .filter((country) => !without.includes(country))
    .map((country) => ({ value: country, label: countryName(country) }))
    .sort((one, other) => one.label.localeCompare(other.label, language))
  return (
    <NativeSelect
      label={label}
      value={value}
      required={required}
      onChange={(event) => onChange(event.currentTarget.value)}
      data={[{ value: '', label: words.chooseCountry, disabled: value === '' && !required }, ...served]}
    />
  )
}
