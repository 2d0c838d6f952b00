// What the portal's calls answer, as far as the pages read it.
export type State = 'queued' | 'sent' | 'delivered' | 'failed' | 'scheduled' | 'suspended' | 'cancelled'
export type Reason =
  | 'rejected'
  | 'not_submitted'
  | 'opted_out'
  | 'undeliverable'
  | 'expired'
  | 'deleted'
  | 'refused_by_network'
export type Permission =
  | 'messages:send'
  | 'messages:read'
  | 'balance:read'
  | 'purchases:write'
  | 'account:read'
  | 'account:write'

export interface AccountAccess {
  id: string
  name: string
  status: 'pending' | 'active' | 'suspended'
  role: 'owner' | 'developer' | 'finance' | 'viewer'
  permissions: Permission[]
}

/** As in server/src/dialects/native/operator/duties.ts. */
export type Duty =
  | 'accounts:change'
  | 'accounts:serve'
  | 'accounts:enter'
  | 'senders:review'
  | 'senders:protect'
  | 'numbers:assign'
  | 'credits:give'
  | 'credits:limit'
  | 'purchases:decide'
  | 'prices:change'
  | 'network:change'
  | 'carriers:pause'
  | 'carriers:test'
  | 'reports:read'
  | 'ledger:verify'
  | 'branding:change'
  | 'staff:change'

export interface Me {
  user: {
    id: string
    email: string
    name: string
    language: 'en' | 'sw' | 'fr' | null
    staff_role: 'admin' | 'support' | 'finance' | null
  }
  /** What staff may do; nothing for who is not. */
  duties: Duty[]
  /** The first one is where its person lands. */
  accounts: AccountAccess[]
  /** Staff who are signed in as an account for a while; it is the last of `accounts`. */
  impersonation: { account_id: string; until: string } | null
  csrf_token: string
}

export interface Page<T> {
  data: T[]
  next: string | null
}

export interface Balance {
  balance: string
  held: string
  currency: string
  units: string | null
}

export interface Traffic {
  by_state: Record<State, number>
  messages: number
}

export interface TrafficDays {
  /** Days without a message are not among them. */
  days: { day: string; by_state: Record<State, number>; segments: number }[]
  routes: { route: string; by_state: Record<State, number> }[]
}

export interface Message {
  id: string
  request_id: string
  to: string
  country: string
  sender: string
  text: string
  state: State
  reason: Reason | null
  encoding: string
  segments: number
  cost: string
  charged: string
  currency: string
  route: string | null
  created_at: string
  done_at: string | null
}

export type StoryKind =
  | 'accepted'
  | 'changed'
  | 'suspended'
  | 'resumed'
  | 'cancelled'
  | 'retry'
  | 'uncertain'
  | 'sent'
  | 'receipt'
  | 'delivered'
  | 'failed'
  | 'delivered_late'
  | 'captured'
  | 'released'
  | 'webhook'

export interface StoryLine {
  at: string
  kind: StoryKind
  carrier: string | null
  detail: Record<string, unknown>
}

export interface MessageStory extends Message {
  carrier: string | null
  route_cost: string
  route_currency: string
  exchange_rate: string | null
  events: StoryLine[]
}

export interface SenderId {
  id: string
  name: string
  status: 'pending' | 'approved' | 'rejected'
  reason: string | null
}

export interface MessageFilters {
  number?: string | undefined
  state?: State | undefined
  sender?: string | undefined
  text?: string | undefined
  from?: string | undefined
  to?: string | undefined
}
