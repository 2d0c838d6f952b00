// A list to its end, for what is few and has to be there as a whole: a choice, or a page without pages.
import type { Page } from './types.ts'

const AT_A_TIME = 200

export async function everyPage<Row>(
  ask: (place: { cursor: string | undefined; limit: number }) => Promise<Page<Row>>,
): Promise<{ data: Row[] }> {
  const data: Row[] = []
  let cursor: string | undefined
  do {
    const page = await ask({ cursor, limit: AT_A_TIME })
    data.push(...page.data)
    cursor = page.next ?? undefined
  } while (cursor !== undefined)
  return { data }
}
