// What the operator's calls answer, as far as the console reads it.
import type { State } from './types.ts'

export type AccountStatus = 'pending' | 'active' | 'suspended'
export const STAFF_ROLES = ['admin', 'support', 'finance'] as const
export type StaffRole = (typeof STAFF_ROLES)[number]

export interface Account {
  id: string
  name: string
  status: AccountStatus
  rate_plan_id: string
  rate_plan: string
  default_sender: string | null
  requests_per_minute: number
  balance: string
  held: string
  currency: string
  created_at: string
}

export interface Member {
  id: string
  email: string
  name: string
  role: 'owner' | 'developer' | 'finance' | 'viewer'
}

export interface Credit {
  id: string
  account_id: string
  status: 'pending' | 'applied' | 'refused'
  kind: 'topup' | 'adjustment'
  amount: string
  currency: string
  note: string
  reference: string
  requested_by: string
  created_at: string
}
export type PendingCredit = Credit & { account_name: string; requested_by_name: string | null }

export interface Sender {
  id: string
  account_id: string
  account_name: string
  name: string
  status: 'pending' | 'approved' | 'rejected'
  countries: string[] | null
  asked_countries: string[] | null
  sample_content: string | null
  finding: string | null
  protected_names: string[]
  first_approval: FirstApproval | null
  reason: string | null
  created_at: string
}

export interface FirstApproval {
  by: string
  by_name: string | null
  countries: string[] | null
  at: string
}

export interface CreditLimit {
  currency: string
  amount: string
}

export interface SignUp {
  accounts: 'closed' | 'pending' | 'active'
  rate_plan_id: string | null
}

export interface Purchase {
  id: string
  account_id: string
  account_name: string
  reference: string
  status: 'pending' | 'confirmed' | 'refused' | 'cancelled'
  amount: string
  currency: string
  price: string | null
  price_currency: string
  payment: string | null
  waits_for_second: boolean
  reason: string | null
  created_at: string
}

export interface RatePlan {
  id: string
  name: string
  denomination: string
  unit_price: string
  unit_currency: string
  home_country: string | null
  refund_policy: 'on_rejection' | 'on_failure'
}

export interface Price {
  country: string
  prefix: string
  price: string
  currency: string
  effective_at: string
}

export type PricedPlan = RatePlan & { prices: Price[] }

export interface ExchangeRate {
  base: string
  quote: string
  rate: string
  effective_at: string
}

export interface Route {
  id: string
  code: string
  name: string
  country: string
  prefix: string
  default_sender: string | null
  uncertain_policy: 'resend' | 'hold'
  validity_seconds: number
  cost: string
  cost_currency: string
  active: boolean
  carrier_ids: string[]
}

interface CarrierStatus {
  up: boolean
  binds: number
  window_free: number
  window_max: number
  submits_per_second_max: number | null
  since: string | null
  last_error: string | null
  accepted_per_second: number
  answers: { accepted: number; rejected: number; throttled: number; temporary: number; uncertain: number }
  last_refusal: { status: string; at: string } | null
}

export interface Carrier {
  id: string
  name: string
  kind: 'smpp' | 'sandbox'
  config: Record<string, unknown>
  paused: boolean
  status: CarrierStatus | null
  waiting: number
}

export interface CarrierTest {
  outcome: 'accepted' | 'rejected' | 'throttled' | 'temporary' | 'uncertain' | 'unsent'
  status: string | null
  answered_ms: number
  remote_ids: string[]
  receipts: { stat: string; error: string | null; outcome: string | null; at: string }[]
}

export interface AssignedNumber {
  id: string
  account_id: string
  account_name: string
  number: string
  callback_url: string | null
  carrier_id: string | null
  created_at: string
}

export interface NumberRequest {
  id: string
  account_id: string
  account_name: string
  country: string
  kind: 'long_code' | 'short_code'
  purpose: string
  status: 'pending' | 'assigned' | 'refused'
  created_at: string
}

interface ReportFigures {
  messages: number
  segments: number
  delivered: number
  failed: number
  cancelled: number
  price: string
  cost: string
  margin: string
}
export type ReportLine = ReportFigures & { key: string; name: string | null }
export type Grouping = 'day' | 'account' | 'route' | 'carrier'
export interface Report {
  currency: string
  missing_rates: string[]
  data: ReportLine[]
  total: ReportFigures
}

export interface AuditLine {
  account_id: string | null
  account_name: string | null
  seq: number
  at: string
  actor: string
  actor_name: string | null
  action: string
  target: string
  detail: Record<string, unknown>
  hash: string
}
export interface AuditProof {
  holds: boolean
  chains: number
  lines: number
  breaks: { account_id: string | null; seq: number; reason: 'missing' | 'changed' | 'cut_off' }[]
}

export interface Waiting {
  sender_ids: number
  number_requests: number
  purchases: number
  credits: number
  accounts: number
}
export interface ConsoleOverview {
  by_state: Record<State, number>
  by_hour: { from: string; messages: number }[]
  messages: number
  segments: number
  waiting: Waiting
}

export interface Trouble {
  carriers: { id: string; name: string; state: 'paused' | 'down'; since: string | null; last_error: string | null }[]
  routes: { id: string; code: string; name: string }[]
  late_messages: { messages: number; or_more: boolean; since: string | null }
  endpoints: {
    account_id: string
    account_name: string
    id: string
    url: string
    enabled: boolean
    failing_since: string | null
  }[]
  webhooks: {
    account_id: string
    account_name: string
    id: string
    url: string
    event: string
    tries: number
    due_at: string
    last_status: number | null
    last_error: string | null
  }[]
  nodes: { id: string; lease_until: string }[]
}

export interface Branding {
  name: string
  accent: string
  accent_dark: string
  has_logo: boolean
}

export interface StaffUser {
  id: string
  email: string
  name: string
  role: StaffRole
  created_at: string
}
