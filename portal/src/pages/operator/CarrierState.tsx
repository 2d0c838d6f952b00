import type { Carrier } from '../../api/operator-types.ts'
import { Tag } from '../../ui/Tag.tsx'
import { useWords } from '../../words/index.ts'

export function CarrierState({ carrier: { paused, status } }: { carrier: Pick<Carrier, 'paused' | 'status'> }) {
  const words = useWords().operatorNetwork.carriers.states
  if (paused) return <Tag tone="attention">{words.paused}</Tag>
  if (status === null) return <Tag tone="quiet">{words.elsewhere}</Tag>
  return status.up ? <Tag tone="good">{words.up}</Tag> : <Tag tone="bad">{words.down}</Tag>
}
