// What the console asks of the operator's API, by its path.
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { call } from './client.ts'
import { everyPage } from './every.ts'
import type { Page } from './types.ts'

export const OPERATOR = '/v1/operator'
export const PAGE = 50

/** `every`: asked again and again, while the page is in sight. */
export const operatorQuery = <T>(
  path: string,
  query: Record<string, string | number | undefined> = {},
  every?: number,
) =>
  queryOptions({
    queryKey: ['operator', path, query],
    queryFn: () => call<T>({ path: `${OPERATOR}${path}`, query }),
    placeholderData: keepPreviousData,
    ...(every !== undefined && { refetchInterval: every }),
  })

/** A list to its end. */
export const operatorListQuery = <Row>(path: string, query: Record<string, string> = {}) =>
  queryOptions({
    queryKey: ['operator', path, query, 'all'],
    queryFn: () => everyPage((place) => call<Page<Row>>({ path: `${OPERATOR}${path}`, query: { ...query, ...place } })),
    placeholderData: keepPreviousData,
  })
