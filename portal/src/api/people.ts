// What the pages ask and change about people: whoever sits at them, and the team of an account.
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { type Call, call } from './client.ts'
import { meQuery } from './queries.ts'
import type { AccountAccess, Me, Page } from './types.ts'

export type Role = AccountAccess['role']

export interface Member {
  id: string
  email: string
  name: string
  role: Role
  second_factor: boolean
}

export interface Invited {
  id: string
  email: string
  role: Role
  created_at: string
  expires_at: string
}

export const teamQuery = (accountId: string, cursor?: string) =>
  queryOptions({
    queryKey: [accountId, 'team', cursor],
    queryFn: () => call<Page<Member>>({ path: '/v1/team', query: { cursor, limit: 50 }, accountId }),
  })

export const invitationsQuery = (accountId: string) =>
  queryOptions({
    queryKey: [accountId, 'team', 'invitations'],
    queryFn: () => call<Page<Invited>>({ path: '/v1/team/invitations', query: { limit: 200 }, accountId }),
  })

export interface OwnSession {
  id: string
  user_agent: string
  address: string
  created_at: string
  last_seen_at: string
  this: boolean
}

export const sessionsQuery = queryOptions({
  queryKey: ['own', 'sessions'],
  queryFn: () => call<{ data: OwnSession[] }>({ path: '/sessions' }),
})

export const secondFactorQuery = queryOptions({
  queryKey: ['own', 'second-factor'],
  queryFn: () => call<{ on: boolean; recovery_codes_left: number }>({ path: '/second-factor' }),
})

export const signUpQuery = queryOptions({
  queryKey: ['sign-up'],
  queryFn: () => call<{ open: boolean }>({ path: '/sign-up' }),
  staleTime: Number.POSITIVE_INFINITY,
})

export interface Invitation {
  email: string
  role: Role
  account: { id: string; name: string }
  /** The address has a user already, who joins by signing in. */
  known: boolean
}

/** By the secret of its link, which is in no address that is sent. */
export const invitationQuery = (token: string) =>
  queryOptions({
    queryKey: ['invitation', token],
    queryFn: () => call<Invitation>({ method: 'POST', path: '/invitation', body: { token } }),
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  })

/** A change of what is one's own, and of no account. */
export function useOwnChange<Input, Result>(me: Me, request: (input: Input) => Omit<Call, 'csrfToken'>) {
  const client = useQueryClient()
  return useMutation<Result, Error, Input>({
    mutationFn: (input) => call<Result>({ method: 'POST', csrfToken: me.csrf_token, ...request(input) }),
    onSuccess: () => void client.invalidateQueries({ queryKey: ['own'] }), // unawaited: see useChange
  })
}

/** A call by somebody who may not have signed in. */
export function useOpenCall<Input, Result>(request: (input: Input) => Call) {
  return useMutation<Result, Error, Input>({
    mutationFn: (input) => call<Result>({ method: 'POST', ...request(input) }),
  })
}

/** Who one is, as the server has just said it. */
export function useRemember(): (me: Me) => void {
  const client = useQueryClient()
  return (me) => client.setQueryData(meQuery.queryKey, me)
}
