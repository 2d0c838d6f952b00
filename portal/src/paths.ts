// The paths of the pages. The build hands them to the server, which serves the page at each and nowhere else.
export const PATHS = {
  overview: '/',
  send: '/send',
  logs: '/logs',
  message: '/logs/$id',
  apiTokens: '/api-tokens',
  apiKeys: '/settings/api-keys',
  apiSetup: '/settings/api-setup',
  team: '/team',
  profile: '/settings/profile',
  signUp: '/sign-up',
  confirmAddress: '/confirm-address',
  forgotPassword: '/forgot-password',
  resetPassword: '/reset-password',
  invitation: '/invitation',
  wallet: '/wallet',
} as const
