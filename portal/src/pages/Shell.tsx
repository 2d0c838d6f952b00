// What stands in the window: a page of the public alone, the form to sign in, or a page with what surrounds it.
import { useQuery } from '@tanstack/react-query'
import { Outlet, useMatches } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import { meQuery } from '../api/queries.ts'
import { Problem } from './Problem.tsx'
import style from './Shell.module.css'
import { SignIn } from './SignIn.tsx'

const SignedIn = lazy(() => import('./SignedIn.tsx').then((file) => ({ default: file.SignedIn })))

export function Shell() {
  const of = useMatches({ select: (matches) => matches.at(-1)?.staticData.of })
  return of === 'public' ? <Outlet /> : <ForPeople isOperator={of === 'operator'} isOwn={of === 'person'} />
}

function ForPeople(kind: { isOperator: boolean; isOwn: boolean }) {
  const { data: me, error, refetch } = useQuery(meQuery)
  if (me === null) return <SignIn />
  if (me) {
    return (
      <Suspense>
        <SignedIn me={me} {...kind} />
      </Suspense>
    )
  }
  return error && <main className={style.alone}>{<Problem error={error} retry={refetch} />}</main>
}
