// What the pages of contacts, groups and templates ask for.
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { call } from './client.ts'
import { everyPage } from './every.ts'
import type { Page } from './types.ts'

export interface Contact {
  id: string
  number: string
  country: string
  name: string | null
  fields: Record<string, string>
  groups: string[]
  created_at: string
}

export interface Group {
  id: string
  name: string
  contacts: number
  created_at: string
}

export interface ContactFilters {
  search?: string | undefined
  group?: string | undefined
}

export interface Template {
  id: string
  number: number
  title: string
  text: string
  encoding: string
  segments: number
  created_at: string
}

export interface ImportRow {
  number: string
  name?: string
  fields?: Record<string, string>
}

export interface ImportAnswer {
  added: number
  changed: number
  unchanged: number
  refused: number
  rows: { result: string; field: 'number' | 'name' | 'fields' | null; message: string | null }[]
}

export const contactsQuery = (
  accountId: string,
  filters: ContactFilters & { cursor?: string | undefined },
  limit: number,
) =>
  queryOptions({
    queryKey: [accountId, 'contacts', filters, limit],
    queryFn: () => call<Page<Contact>>({ path: '/v1/contacts', query: { ...filters, limit }, accountId }),
    placeholderData: keepPreviousData,
  })

/** All of them, for they are what contacts are sorted into and a text is sent to. */
export const groupsQuery = (accountId: string) =>
  queryOptions({
    queryKey: [accountId, 'groups'],
    queryFn: () => everyPage((query) => call<Page<Group>>({ path: '/v1/groups', query, accountId })),
  })

export const templatesQuery = (
  accountId: string,
  filters: { search?: string | undefined; cursor?: string | undefined },
  limit: number,
) =>
  queryOptions({
    queryKey: [accountId, 'templates', filters, limit],
    queryFn: () => call<Page<Template>>({ path: '/v1/templates', query: { ...filters, limit }, accountId }),
    placeholderData: keepPreviousData,
  })
