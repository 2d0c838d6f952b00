// Under whose name the portal stands: the server says so in the page itself (server/src/portal/branding.ts), its colours in
// /portal/brand.css.
interface Brand {
  name: string
  /** Where its logo is; without one the pigeon stands in. */
  logo: string | null
}

const OWN: Brand = { name: 'Njiwa', logo: null }

export const brand: Brand = ofPage(globalThis.document)

/** A page that no server has filled in (of a development server) is ours. */
function ofPage(page: Document | undefined): Brand {
  const told = page?.querySelector<HTMLMetaElement>('meta[name=brand]')?.content ?? ''
  return told.startsWith('{') ? (JSON.parse(told) as Brand) : OWN
}
