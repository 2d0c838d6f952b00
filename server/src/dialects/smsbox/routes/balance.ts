// query_sms_balance.
import type { FastifyInstance } from 'fastify'
import type { Platform } from '../../../pipeline/platform.ts'
import { errorAnswers } from '../answers.ts'
import { SECURITY } from '../auth.ts'
import { AUTHORIZATION_PARAMETERS } from '../errors.ts'
import { BalanceAnswer, balanceAnswer } from '../response.ts'
import { balanceMoney } from '../wallet.ts'

export function balanceRoutes(app: FastifyInstance, platform: Platform): void {
  app.get(
    '/api/sms/v1/query_sms_balance',
    {
      config: { permission: 'balance:read', errors: AUTHORIZATION_PARAMETERS },
      schema: {
        summary: 'Check balance',
        description: 'What may still be spent.',
        security: SECURITY,
        response: { 200: BalanceAnswer, ...errorAnswers({ words: AUTHORIZATION_PARAMETERS }) },
      },
    },
    async ({ caller: { account } }) => balanceAnswer(balanceMoney(await platform.wallet(account.id))),
  )
}
