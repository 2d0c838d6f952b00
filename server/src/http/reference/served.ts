// What a page is given when it is served: where and when it is read, and under whose brand.
import { html } from './html.ts'

/** Stands for scheme and host. */
export const ORIGIN = 'https://origin.invalid'
/** Stands for a time that is of interest now. */
export const RECENTLY = 'recently.invalid'
/** Stand for the brand, in a page alone. */
export const BRAND = { name: 'brand.invalid', logo: 'logo.invalid', colours: '<!--colours-->' }

export type Served = {
  origin: string
  nowMs: number
  /** Null is our own. */
  brand: { name: string; logo: string | null } | null
}

const DAY_MS = 86_400_000

export function served(text: string, { origin, nowMs, brand }: Served): string {
  const dayAgo = new Date(nowMs - DAY_MS).toISOString()
  return text
    .replaceAll(ORIGIN, () => origin)
    .replaceAll(RECENTLY, `${dayAgo.slice(0, 13)}:00:00Z`)
    .replaceAll(BRAND.name, () => html`${brand?.name ?? 'Njiwa'}`.markup)
    .replaceAll(BRAND.logo, () => html`${brand?.logo ?? '/docs/mark.svg'}`.markup)
    .replace(BRAND.colours, brand ? '<link rel="stylesheet" href="/portal/brand.css">' : '')
}
