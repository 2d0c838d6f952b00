// /v1/operator/sign-up: whether people open accounts by themselves, and by which prices.
import { type Static, Type } from 'typebox'
import { changeSignUpRules, type SignUpRules, signUpRules } from '../../../setup/sign-up.ts'
import { errorAnswers } from '../answers.ts'
import { answerOf } from '../auth.ts'
import { Id, nullable, oneOf } from '../schema.ts'
import type { OperatorApp } from './context.ts'

const tags = ['Operator: accounts']

export function signUpRoutes({ app, context: { setup }, allow }: OperatorApp): void {
  app.get(
    '/sign-up',
    {
      config: allow('accounts:read'),
      schema: {
        tags,
        operationId: 'operatorReadSignUp',
        summary: 'Read the rules of signing up',
        response: { 200: Rules, ...errorAnswers() },
      },
    },
    async () => rules(await signUpRules(setup)),
  )

  app.patch(
    '/sign-up',
    {
      config: allow('accounts:change'),
      schema: {
        tags,
        operationId: 'operatorChangeSignUp',
        summary: 'Change the rules of signing up',
        description: 'Fields that are absent stay. They hold for who signs up from now on.',
        body: Patch,
        response: { 200: Rules, ...errorAnswers({ body: true }) },
      },
    },
    async ({ body, staff }) => {
      const patch = { accounts: body.accounts, ratePlanId: body.rate_plan_id }
      return rules(await answerOf(changeSignUpRules(setup, staff.actor, patch)))
    },
  )
}

const Accounts = oneOf(['closed', 'pending', 'active'], {
  description:
    '`pending`: a new account waits for you to activate it; `active`: it does not; `closed`: nobody signs up',
  examples: ['pending'],
})
const RatePlanId = nullable(Id, {
  description: 'The prices of a new account; null is the rate plan that was made first',
})

const Rules = Type.Object({ accounts: Accounts, rate_plan_id: RatePlanId })
const Patch = Type.Object(
  { accounts: Type.Optional(Accounts), rate_plan_id: Type.Optional(RatePlanId) },
  { examples: [{ accounts: 'active' }] },
)

function rules({ accounts, ratePlanId }: SignUpRules): Static<typeof Rules> {
  return { accounts, rate_plan_id: ratePlanId }
}
