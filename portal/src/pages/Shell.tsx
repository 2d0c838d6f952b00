// What stands in the window: a page of the public alone, the form to sign in, or a page with what surrounds it.
import { useQuery } from '@tanstack/react-query'
import { Outlet, useMatches } from '@tanstack/react-router'
import { meQuery } from '../api/queries.ts'
import type { Me } from '../api/types.ts'
import { later } from '../ui/later.ts'
import { Problem } from './Problem.tsx'
import style from './Shell.module.css'
import { SignIn } from './SignIn.tsx'

const signedIn = later(() => import('./SignedIn.tsx').then(({ SignedIn }) => SignedIn))

export function Shell() {
  const of = useMatches({ select: (matches) => matches.at(-1)?.staticData.of })
  return of === 'public' ? <Outlet /> : <ForPeople isOperator={of === 'operator'} isOwn={of === 'person'} />
}

function ForPeople(kind: { isOperator: boolean; isOwn: boolean }) {
  const { data: me, error, refetch } = useQuery(meQuery)
  if (me === null) return <SignIn />
  if (me) return <ForSomebody me={me} {...kind} />
  return error && <main className={style.alone}>{<Problem error={error} retry={refetch} />}</main>
}

function ForSomebody(props: { me: Me; isOperator: boolean; isOwn: boolean }) {
  const SignedIn = signedIn.useIt()
  return SignedIn && <SignedIn {...props} />
}
