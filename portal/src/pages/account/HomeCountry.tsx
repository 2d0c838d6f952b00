// The country that numbers are from where they are written as at home, 0712 345 678: one of those that can be written to.
import { NativeSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { pricingQuery } from '../../api/wallet.ts'
import { countryName } from '../../ui/text.ts'
import { useWords } from '../../words/index.ts'
import { useSession } from '../session.ts'

/** Calling codes by country. */
export function useServedCountries(): ReadonlyMap<string, string> {
  const { account, may } = useSession()
  const { data } = useQuery({ ...pricingQuery(account.id), enabled: may('balance:read') })
  return new Map(data?.data.map((price) => [price.country, price.calling_code]))
}

/** Empty: every number has its code. */
export function HomeCountry({ country, onCountry }: { country: string; onCountry(country: string): void }) {
  const words = useWords().contactImport
  const served = useServedCountries()
  return (
    <NativeSelect
      label={words.country}
      value={country}
      onChange={(event) => onCountry(event.currentTarget.value)}
      data={[
        { value: '', label: words.noCountry },
        ...[...served.keys()]
          .map((code) => ({ value: code, label: countryName(code) }))
          .sort((one, other) => one.label.localeCompare(other.label)),
      ]}
    />
  )
}
