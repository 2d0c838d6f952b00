// The pages for whoever comes, signed in or not: they stand alone, without navigation.
import { lazyRouteComponent } from '@tanstack/react-router'
import { PATHS } from '../paths.ts'
import { publicPage } from './root.tsx'

const signUp = publicPage(
  PATHS.signUp,
  lazyRouteComponent(() => import('../pages/SignUp.tsx'), 'SignUp'),
)
const confirmAddress = publicPage(
  PATHS.confirmAddress,
  lazyRouteComponent(() => import('../pages/SignInConfirming.tsx'), 'SignInConfirming'),
)
const forgotPassword = publicPage(
  PATHS.forgotPassword,
  lazyRouteComponent(() => import('../pages/ResetAsk.tsx'), 'ResetAsk'),
)
const resetPassword = publicPage(
  PATHS.resetPassword,
  lazyRouteComponent(() => import('../pages/ResetPassword.tsx'), 'ResetPassword'),
)
const invitation = publicPage(
  PATHS.invitation,
  lazyRouteComponent(() => import('../pages/Invitation.tsx'), 'Invitation'),
)

export const publicRoutes = [signUp, confirmAddress, forgotPassword, resetPassword, invitation] as const
