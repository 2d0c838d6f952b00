// What the console opens with: from the reader's midnight on, the same moment all day long, so that the answer is found again.
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { operatorQuery } from '../../api/operator.ts'
import type { ConsoleOverview } from '../../api/operator-types.ts'
import { midnight } from '../../ui/text.ts'

/** What changes by itself is asked for so often. */
export const EVERY_MS = 10_000

export function useToday() {
  const [from] = useState(midnight)
  return { from, ...useQuery(operatorQuery<ConsoleOverview>('/overview', { from }, EVERY_MS)) }
}
