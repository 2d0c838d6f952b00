// What the shell of the portal is drawn in before anybody has signed in: the brand's name in the page, its colours in a
// style sheet, its logo.
import { createHash } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { type Accent, accentOf, type Scheme } from '../core/branding.ts'
import { type Branding, OWN, readBranding } from '../setup/branding.ts'
import type { Setup } from '../setup/setup.ts'

const COLOURS = '/portal/brand.css'
const LOGO = '/portal/brand-logo'

/** As the page is given it. */
export type Brand = { name: string; logo: string | null }

/** Ours while the database is away: the page then says itself what is wrong. */
export async function brandOf(setup: Setup): Promise<Brand> {
  const { name, logo } = await readBranding(setup).catch(() => OWN)
  return { name, logo: logo && `${LOGO}?${fingerprint(logo.data)}` }
}

/** Outside /portal/api: a browser asks for them as it does for files. */
export function brandFiles(app: FastifyInstance, setup: Setup): void {
  app.get(COLOURS, async (_request, reply) => {
    const branding = await readBranding(setup).catch(() => OWN)
    return reply.type('text/css; charset=utf-8').header('cache-control', 'no-cache').send(colours(branding))
  })

  app.get(LOGO, async (_request, reply) => {
    const { logo } = await readBranding(setup)
    if (!logo) return reply.code(404).send()
    return reply.type(logo.type).header('cache-control', 'public, max-age=86400').send(logo.data)
  })
}

/** Twice `:root`, so that it goes before the portal's own colours wherever those stand. */
function colours({ accent, accentDark }: Branding): string {
  const own = accent === OWN.accent && accentDark === OWN.accentDark
  if (own) return ''
  return `${rule(accent, 'light')}\n@media (prefers-color-scheme: dark) { ${rule(accentDark, 'dark')} }\n`
}

function rule(colour: string, scheme: Scheme): string {
  const judged = accentOf(colour, scheme)
  if (!judged.ok) throw new Error(`a colour was kept that is ${judged.error.code}`)
  const { accent, strong, soft, on }: Accent = judged.value
  return `:root:root { --accent: ${accent}; --accent-strong: ${strong}; --accent-soft: ${soft}; --on-accent: ${on}; }`
}

const fingerprint = (data: Buffer): string => createHash('sha256').update(data).digest('hex').slice(0, 16)
