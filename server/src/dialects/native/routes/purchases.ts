// /v1/purchases: what an account asks to buy, and how it pays for it.
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { type Static, Type } from 'typebox'
import type { Account } from '../../../core/accounts.ts'
import { refuse } from '../../../core/errors.ts'
import { type PurchaseRefused, priceOfUnit, purchase } from '../../../core/purchases.ts'
import { type Answer, once } from '../../../http/idempotency.ts'
import type { Platform, SendOrder } from '../../../pipeline/platform.ts'
import {
  cancelPurchase,
  findPurchase,
  listPurchases,
  PURCHASE_STATUSES,
  type PurchaseRow,
  purchaseTerms,
  requestPurchase,
} from '../../../setup/purchases.ts'
import type { Setup } from '../../../setup/setup.ts'
import { errorAnswers, KeyHeader, WITH_KEY } from '../answers.ts'
import { actorOf, answerOf } from '../auth.ts'
import { LIMIT_DEFAULT, lastSeen, page } from '../cursor.ts'
import { amountOf } from '../operator/amounts.ts'
import { Amount, Currency, Id, IdParams, list, nullable, oneOf, PageQuery, Time } from '../schema.ts'
import { amountText } from '../wallet.ts'

const tags = ['Money']
const reads = { permission: 'balance:read' }
const writes = { permission: 'purchases:write' }

export function purchaseRoutes(instance: FastifyInstance, platform: Platform, setup: Setup): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>()
  app.get(
    '/purchases/terms',
    {
      config: reads,
      schema: {
        tags,
        operationId: 'getPurchaseTerms',
        summary: 'See what a unit costs and how to pay',
        response: { 200: Terms, ...errorAnswers() },
      },
    },
    async ({ caller: { account } }) => {
      const [{ instructions }, network] = await Promise.all([purchaseTerms(setup), platform.network()])
      const unit = priceOfUnit(account, network.exchangeRates)
      return {
        currency: account.currency,
        unit_price: unit && amountText(unit.currency, unit.price),
        price_currency: unit?.currency ?? payingCurrency(account),
        instructions,
      }
    },
  )

  app.get(
    '/purchases',
    {
      config: reads,
      schema: {
        tags,
        operationId: 'listPurchases',
        summary: 'List your purchases',
        description: 'The newest first.',
        querystring: Type.Object({ status: Type.Optional(oneOf(PURCHASE_STATUSES)), ...PageQuery }),
        response: { 200: list(Purchase, 'A page of purchases'), ...errorAnswers() },
      },
    },
    async ({ query: { status = null, cursor, limit = LIMIT_DEFAULT }, caller }) => {
      const rows = await answerOf(listPurchases(setup, caller.account.id, status, lastSeen(cursor), limit + 1))
      const { instructions } = await purchaseTerms(setup)
      return page(rows, limit, (row) => shown(row, instructions))
    },
  )

  instance.post(
    '/purchases',
    {
      config: writes,
      attachValidation: true,
      schema: {
        tags,
        operationId: 'requestPurchase',
        summary: 'Buy units',
        description:
          'So many `units`, or as many as an `amount` pays for. Pay as `instructions` say, with the `reference` on the payment: ' +
          'the operator confirms it, and it is in your wallet. ' +
          'With an `Idempotency-Key` header the same call within 24 hours gets the first answer and orders nothing again.',
        headers: KeyHeader,
        body: Order,
        response: { 201: Purchase, ...errorAnswers({ body: true, codes: [...WITH_KEY, 'conflict'] }) },
      },
    },
    once<Order>(platform, { first, again }),
  )

  app.get(
    '/purchases/:id',
    {
      config: reads,
      schema: {
        tags,
        operationId: 'getPurchase',
        summary: 'Read a purchase',
        params: IdParams,
        response: { 200: Purchase, ...errorAnswers({ codes: ['not_found'] }) },
      },
    },
    async ({ params, caller }) =>
      shown(
        await answerOf(findPurchase(setup, caller.account.id, params.id)),
        (await purchaseTerms(setup)).instructions,
      ),
  )

  app.post(
    '/purchases/:id/cancel',
    {
      config: writes,
      schema: {
        tags,
        operationId: 'cancelPurchase',
        summary: 'Cancel a purchase',
        description: 'While nobody has seen its payment.',
        params: IdParams,
        response: { 200: Purchase, ...errorAnswers({ codes: ['not_found', 'conflict'] }) },
      },
    },
    async ({ params, caller }) =>
      shown(await answerOf(cancelPurchase(setup, actorOf(caller), caller.account.id, params.id)), null),
  )

  async function first({ body, caller }: Ordering, idempotency: SendOrder['idempotency']): Promise<Answer> {
    const { account } = caller
    const asked = askedFor(body, account)
    const { exchangeRates } = await platform.network()
    const bought = purchase(account, exchangeRates, asked)
    if (!bought.ok) {
      const field = 'units' in asked ? 'units' : 'amount'
      return refuse({ code: 'field_invalid', field, message: WORDS[bought.error.code] })
    }
    const row = await answerOf(requestPurchase(setup, actorOf(caller), account.id, bought.value, idempotency))
    return { status: 201, body: shown(row, (await purchaseTerms(setup)).instructions) }
  }

  async function again({ caller }: Ordering, id: string): Promise<Answer> {
    const row = await answerOf(findPurchase(setup, caller.account.id, id))
    return { status: 201, body: shown(row, (await purchaseTerms(setup)).instructions) }
  }
}

type Ordering = FastifyRequest<{ Body: Order }>

/** What is paid in: of units the plan's own currency. */
const payingCurrency = ({ currency, unitCurrency }: Account): string => (currency === 'units' ? unitCurrency : currency)

const WORDS: Record<PurchaseRefused['code'], string> = {
  no_price: 'Your plan does not say what a unit costs. Ask for the other of "units" and "amount".',
  too_little: 'That is less than one unit. Ask for more.',
  too_much: 'That is more than can be bought at once. Ask for less.',
}

function askedFor({ units, amount }: Order, account: Account): { units: bigint } | { amount: bigint } {
  if ((units === undefined) === (amount === undefined)) {
    return refuse({ code: 'field_invalid', field: 'units', message: 'Give either "units" or "amount".' })
  }
  if (units !== undefined) return { units: BigInt(units) }
  return { amount: amountOf(amount as string, payingCurrency(account), 'amount') }
}

type Order = Static<typeof Order>
const Order = Type.Object(
  {
    units: Type.Optional(
      Type.Integer({ minimum: 1, maximum: 1_000_000_000, description: 'How many: segments to a number at home' }),
    ),
    amount: Type.Optional(
      Type.String({
        pattern: '^\\d{1,12}(\\.\\d{1,6})?$',
        description: 'Instead of `units`: what you want to pay, in `price_currency`',
      }),
    ),
  },
  { examples: [{ units: 1000 }, { amount: '25000.00' }] },
)

const PriceCurrency = Type.String({ description: 'What is paid in: ISO 4217', examples: ['TZS'] })
const instructionsOf = (description: string) =>
  nullable(Type.String(), { description, examples: ['M-Pesa till 555111, account NJ4F7K2Q9D'] })

const Terms = Type.Object({
  currency: Currency,
  unit_price: nullable(Amount, { description: 'In `price_currency`; null where the operator tells you' }),
  price_currency: PriceCurrency,
  instructions: instructionsOf(
    "How to pay, in the operator's words; `{reference}` and `{price}` stand for a purchase's",
  ),
})

const Purchase = Type.Object({
  id: Id,
  reference: Type.String({ description: 'To be written on the payment', examples: ['NJ4F7K2Q9D'] }),
  status: oneOf(PURCHASE_STATUSES, { examples: ['pending'] }),
  amount: { ...Amount, description: 'What your wallet gets, in `currency`', examples: ['1000'] },
  currency: Currency,
  price: nullable(Amount, { description: 'What you pay, in `price_currency`; null where the operator tells you' }),
  price_currency: PriceCurrency,
  instructions: instructionsOf('How to pay; null when the operator has not said, and when nothing is to be paid'),
  payment_seen: Type.Boolean({ description: 'The operator has seen your payment', examples: [false] }),
  reason: nullable(Type.String(), { description: 'Why it was refused', examples: [null] }),
  created_at: Time,
  decided_at: nullable(Time),
})

function shown(row: PurchaseRow, instructions: string | null): Static<typeof Purchase> {
  const price = row.price === null ? null : amountText(row.price_currency, row.price)
  const paymentSeen = row.payment !== null
  const toPay = row.status === 'pending' && !paymentSeen
  return {
    id: row.id,
    reference: row.reference,
    status: row.status,
    amount: amountText(row.currency, row.amount),
    currency: row.currency,
    price,
    price_currency: row.price_currency,
    instructions: toPay ? filledIn(instructions, row.reference, `${row.price_currency} ${price ?? '…'}`) : null,
    payment_seen: paymentSeen,
    reason: row.reason,
    created_at: row.created_at.toISOString(),
    decided_at: row.decided_at?.toISOString() ?? null,
  }
}

/** Functions, because what `replaceAll` is given as text may have patterns of its own. */
function filledIn(instructions: string | null, reference: string, price: string): string | null {
  return instructions?.replaceAll('{reference}', () => reference).replaceAll('{price}', () => price) ?? null
}
