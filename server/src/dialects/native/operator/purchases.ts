// Purchases: what accounts asked to buy. Staff who saw the payment confirm it; it is a credit then, with the credits' rules.
import { type Static, Type } from 'typebox'
import {
  confirmPurchase,
  PURCHASE_STATUSES,
  type PurchaseRow,
  purchaseQueue,
  purchaseTerms,
  refusePurchase,
  setPurchaseTerms,
} from '../../../setup/purchases.ts'
import { errorAnswers } from '../answers.ts'
import { answerOf } from '../auth.ts'
import { LIMIT_DEFAULT, lastSeen, page } from '../cursor.ts'
import { Id, list, nullable, oneOf, PageQuery, Time } from '../schema.ts'
import { Price, PriceCurrency, printed } from './amounts.ts'
import type { OperatorApp } from './context.ts'

const tags = ['Operator: money']

export function purchaseRoutes({ app, context: { setup }, allow }: OperatorApp): void {
  app.get(
    '/purchases',
    {
      config: allow('purchases:read'),
      schema: {
        tags,
        operationId: 'operatorListPurchases',
        summary: 'List purchases',
        description: 'Of all accounts, the newest first.',
        querystring: Type.Object({
          status: Type.Optional(oneOf(PURCHASE_STATUSES)),
          reference: Type.Optional(Type.String({ maxLength: 40, description: 'As it is on the payment, in any case' })),
          ...PageQuery,
        }),
        response: { 200: list(Queued, 'A page of purchases'), ...errorAnswers() },
      },
    },
    async ({ query: { status = null, reference, cursor, limit = LIMIT_DEFAULT } }) => {
      const filter = { status, reference: reference?.toUpperCase().replaceAll(/[^A-Z0-9]/g, '') ?? null }
      const rows = await purchaseQueue(setup, filter, lastSeen(cursor), limit + 1)
      return page(rows, limit, (row) => ({ ...shown(row), account_name: row.account_name }))
    },
  )

  app.post(
    '/accounts/:id/purchases/:purchase_id/confirm',
    {
      config: allow('purchases:decide'),
      schema: {
        tags,
        operationId: 'operatorConfirmPurchase',
        summary: 'Confirm a purchase',
        description:
          'You saw its payment. The same `payment` again answers as before; one that was credited already is a conflict. ' +
          'Above the limit of one person it stays `pending` until a second one confirms it.',
        params: PurchaseParams,
        body: Type.Object(
          { payment: Type.String({ description: "The payment's own reference: 1 to 100 characters" }) },
          { examples: [{ payment: 'QK71XD90' }] },
        ),
        response: { 200: Purchase, ...errorAnswers({ body: true, codes: ['not_found', 'conflict'] }) },
      },
    },
    async ({ params, body, staff }) =>
      shown(await answerOf(confirmPurchase(setup, staff.actor, params.id, params.purchase_id, body.payment))),
  )

  app.post(
    '/accounts/:id/purchases/:purchase_id/refuse',
    {
      config: allow('purchases:decide'),
      schema: {
        tags,
        operationId: 'operatorRefusePurchase',
        summary: 'Refuse a purchase',
        params: PurchaseParams,
        body: Type.Object(
          { reason: Type.String({ description: 'Told to the account: 1 to 200 characters' }) },
          { examples: [{ reason: 'No payment came with this reference.' }] },
        ),
        response: { 200: Purchase, ...errorAnswers({ body: true, codes: ['not_found', 'conflict'] }) },
      },
    },
    async ({ params, body, staff }) =>
      shown(await answerOf(refusePurchase(setup, staff.actor, params.id, params.purchase_id, body.reason))),
  )

  app.get(
    '/purchase-terms',
    {
      config: allow('purchases:read'),
      schema: {
        tags,
        operationId: 'operatorGetPurchaseTerms',
        summary: 'See how customers are told to pay',
        response: { 200: Terms, ...errorAnswers() },
      },
    },
    () => purchaseTerms(setup),
  )

  app.put(
    '/purchase-terms',
    {
      config: allow('purchases:decide'),
      schema: {
        tags,
        operationId: 'operatorSetPurchaseTerms',
        summary: 'Say how customers pay',
        description: 'Shown with every purchase that is to be paid.',
        body: Terms,
        response: { 200: Terms, ...errorAnswers({ body: true }) },
      },
    },
    async ({ body, staff }) => answerOf(setPurchaseTerms(setup, staff.actor, body)),
  )
}

const PurchaseParams = Type.Object({
  id: Type.String({ description: "The account's id" }),
  purchase_id: Type.String({ description: "The purchase's id" }),
})

const Terms = Type.Object(
  {
    instructions: nullable(Type.String(), {
      description:
        "Up to 2,000 characters; `{reference}` and `{price}` stand for the purchase's own. Null or empty: none yet",
    }),
  },
  { examples: [{ instructions: 'Pay {price} to M-Pesa till 555111, account {reference}.' }] },
)

const Purchase = Type.Object({
  id: Id,
  account_id: Id,
  reference: Type.String({ description: 'What its payer writes on the payment', examples: ['NJ4F7K2Q9D'] }),
  status: oneOf(PURCHASE_STATUSES, { examples: ['pending'] }),
  amount: { ...Price, description: 'What the wallet gets', examples: ['1000'] },
  currency: PriceCurrency,
  price: nullable(Price, { description: 'What is to be paid; null where the plan has no price' }),
  price_currency: PriceCurrency,
  payment: nullable(Type.String(), { description: 'What was seen of the payment', examples: ['QK71XD90'] }),
  waits_for_second: Type.Boolean({ description: 'One person has confirmed it, and it is above the limit of one' }),
  reason: nullable(Type.String(), { description: 'Of a refusal', examples: [null] }),
  requested_by: Type.String({ description: 'Who of the account asked for it' }),
  decided_by: nullable(Type.String(), { description: 'Who confirmed, refused or cancelled it' }),
  created_at: Time,
  decided_at: nullable(Time),
})
const Queued = Type.Object({ ...Purchase.properties, account_name: Type.String() })

function shown(row: PurchaseRow): Static<typeof Purchase> {
  return {
    id: row.id,
    account_id: row.account_id,
    reference: row.reference,
    status: row.status,
    amount: printed(row.amount, row.currency),
    currency: row.currency,
    price: row.price === null ? null : printed(row.price, row.price_currency),
    price_currency: row.price_currency,
    payment: row.payment,
    waits_for_second: row.status === 'pending' && row.credit_id !== null,
    reason: row.reason,
    requested_by: row.requested_by,
    decided_by: row.decided_by,
    created_at: row.created_at.toISOString(),
    decided_at: row.decided_at?.toISOString() ?? null,
  }
}
