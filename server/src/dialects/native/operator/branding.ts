// /v1/operator/branding: under whose name and in whose colours the portal stands.
import { type Static, Type } from 'typebox'
import { type Branding, changeBranding, LOGO_BYTES_MAX, OWN, readBranding } from '../../../setup/branding.ts'
import { errorAnswers } from '../answers.ts'
import { answerOf } from '../auth.ts'
import { nullable } from '../schema.ts'
import type { OperatorApp } from './context.ts'

const tags = ['Operator: branding']

export function brandingRoutes({ app, context: { setup }, allow }: OperatorApp): void {
  app.get(
    '/branding',
    {
      config: allow('overview:read'),
      schema: {
        tags,
        operationId: 'operatorGetBranding',
        summary: 'See the brand of the portal',
        response: { 200: Brand, ...errorAnswers() },
      },
    },
    async () => brand(await readBranding(setup)),
  )

  app.put(
    '/branding',
    {
      config: allow('branding:change'),
      schema: {
        tags,
        operationId: 'operatorSetBranding',
        summary: 'Set the brand of the portal',
        description:
          'A colour needs a contrast of 4.5 to 1 with the grounds of its scheme (WCAG 2.2 AA), or it is refused with the reason. ' +
          'An absent `logo` stays.',
        body: NewBrand,
        response: { 200: Brand, ...errorAnswers({ body: true }) },
      },
    },
    async ({ body, staff }) => {
      const { name, accent, accent_dark: accentDark, logo } = body
      const data = logo == null ? logo : Buffer.from(logo, 'base64')
      return brand(await answerOf(changeBranding(setup, staff.actor, { name, accent, accentDark, logo: data })))
    },
  )
}

const Colour = Type.String({ maxLength: 7, description: 'On light ground', examples: [OWN.accent] })
const Look = {
  name: Type.String({ description: '1 to 40 characters', examples: ['Simba SMS'] }),
  accent: Colour,
  accent_dark: { ...Colour, description: 'On dark ground', examples: [OWN.accentDark] },
}
const NewBrand = Type.Object(
  {
    ...Look,
    logo: Type.Optional(
      nullable(Type.String({ maxLength: Math.ceil(LOGO_BYTES_MAX / 3) * 4 }), {
        description: 'PNG, JPEG or WebP in base64, 64 KiB at the most; null takes it away',
      }),
    ),
  },
  { examples: [{ name: 'Simba SMS', accent: '#8a3b12', accent_dark: '#f0a878' }] },
)
const Brand = Type.Object({ ...Look, has_logo: Type.Boolean({ examples: [false] }) })

function brand({ name, accent, accentDark, logo }: Branding): Static<typeof Brand> {
  return { name, accent, accent_dark: accentDark, has_logo: logo !== null }
}
