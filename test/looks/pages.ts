// Every page, and who looks at it. `npm run test:looks` opens them all; those with `always` are of `npm test` too.
export interface LookedAt {
  /** As in portal/src/paths.ts, with a search where it needs one. */
  path: string
  as: 'owner' | 'operator' | 'nobody'
  /** For a path with a `$`: the page that has links of that form, of which the first one is followed. */
  via?: string
  always?: true
}

export const PAGES: readonly LookedAt[] = [
  { path: '/', as: 'owner', always: true },
  { path: '/send', as: 'owner', always: true },
  { path: '/logs', as: 'owner', always: true },
  { path: '/logs/$id', as: 'owner', via: '/logs', always: true },
  { path: '/scheduled', as: 'owner' },
  { path: '/scheduled/$id', as: 'owner', via: '/scheduled' },
  { path: '/two-way', as: 'owner' },
  { path: '/two-way/conversation?number=%2B255701000001&from=%2B255712345678', as: 'owner' },
  { path: '/contacts', as: 'owner' },
  { path: '/contacts/groups', as: 'owner' },
  { path: '/contacts/import', as: 'owner' },
  { path: '/templates', as: 'owner' },
  { path: '/sender-ids', as: 'owner' },
  { path: '/api-tokens', as: 'owner' },
  { path: '/settings/api-keys', as: 'owner' },
  { path: '/settings/api-setup', as: 'owner' },
  { path: '/settings/webhooks', as: 'owner' },
  { path: '/settings/webhooks/$id', as: 'owner', via: '/settings/webhooks' },
  { path: '/settings/profile', as: 'owner' },
  { path: '/team', as: 'owner' },
  { path: '/wallet', as: 'owner' },
  { path: '/pricing', as: 'owner' },
  { path: '/sign-up', as: 'nobody' },
  { path: '/confirm-address', as: 'nobody' },
  { path: '/forgot-password', as: 'nobody' },
  { path: '/reset-password', as: 'nobody' },
  { path: '/invitation', as: 'nobody' },
  { path: '/operator', as: 'operator', always: true },
  { path: '/operator/accounts', as: 'operator' },
  { path: '/operator/accounts/$id', as: 'operator', via: '/operator/accounts' },
  { path: '/operator/senders', as: 'operator' },
  { path: '/operator/senders?tab=protected', as: 'operator' },
  { path: '/operator/purchases', as: 'operator' },
  { path: '/operator/rate-cards', as: 'operator' },
  { path: '/operator/rate-cards/$id', as: 'operator', via: '/operator/rate-cards' },
  { path: '/operator/exchange-rates', as: 'operator' },
  { path: '/operator/routes', as: 'operator' },
  { path: '/operator/carriers', as: 'operator' },
  { path: '/operator/numbers', as: 'operator' },
  { path: '/operator/reports', as: 'operator' },
  { path: '/operator/audit', as: 'operator' },
  { path: '/operator/trouble', as: 'operator' },
  { path: '/operator/branding', as: 'operator' },
  { path: '/operator/settings', as: 'operator' },
  { path: '/operator/staff', as: 'operator' },
]
