// What somebody of the staff may do, and does. Whatever the console shows is asked for anew after a change.
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type Call, call } from '../../api/client.ts'
import { OPERATOR } from '../../api/operator.ts'
import { signedOut } from '../../api/queries.ts'
import type { Duty } from '../../api/types.ts'
import { useWords } from '../../words/index.ts'
import { useStaff } from '../session.ts'

type Request = Pick<Call, 'body'> & { path: string; method?: NonNullable<Call['method']> }

/** A change by the operator's API, by the path behind it. */
export function useOperatorChange<Input = void, Result = unknown>(
  request: (input: Input) => Request | Promise<Request>,
) {
  const client = useQueryClient()
  const { me } = useStaff()
  return useMutation<Result, Error, Input>({
    mutationFn: async (input) => {
      const { path, ...rest } = await request(input)
      return call<Result>({ method: 'POST', csrfToken: me.csrf_token, ...rest, path: `${OPERATOR}${path}` })
    },
    onSuccess: () => void client.invalidateQueries({ queryKey: ['operator'] }), // unawaited: see useChange
    onError: (error) => signedOut(client, error),
  })
}

export function useMay(): (duty: Duty) => boolean {
  const { me } = useStaff()
  return (duty) => me.duties.includes(duty)
}

/** What a button says that this role may not press; null for one that may. */
export function useWhyNot(): (duty: Duty) => string | null {
  const may = useMay()
  const words = useWords().operator
  return (duty) => (may(duty) ? null : words.notYours)
}
