// Under whose name and in whose colours the portal stands. Colours that people could not read are refused with the reason.
import { accentOf, CONTRAST_MIN, type Scheme } from '../core/branding.ts'
import { readSetting, writeSetting } from '../store/settings.ts'
import { invalid, line } from './fields.ts'
import { type Actor, changeInstallation, type Outcome, type Setup } from './setup.ts'

export type Branding = {
  name: string
  /** The accent on light ground and on dark, `#rrggbb`. */
  accent: string
  accentDark: string
  logo: Logo | null
}
type Logo = { type: LogoType; data: Buffer }
type LogoType = 'image/png' | 'image/jpeg' | 'image/webp'

export const OWN: Branding = { name: 'Njiwa', accent: '#0f766e', accentDark: '#4fc3b4', logo: null }
export const LOGO_BYTES_MAX = 65_536

type Kept = Omit<Branding, 'logo'> & { logo: { type: LogoType; data: string } | null }
const SETTING = 'branding'

export function readBranding(setup: Setup): Promise<Branding> {
  return setup.database.transaction([], async (tx) => shown(await readSetting<Kept>(tx, SETTING)))
}

/** An absent `logo` stays; null takes it away. */
type BrandingInput = Omit<Branding, 'logo'> & { logo?: Buffer | null | undefined }

export function changeBranding(setup: Setup, actor: Actor, input: BrandingInput): Outcome<Branding> {
  return changeInstallation(setup, actor, async ({ tx, audit }) => {
    const before = shown(await readSetting<Kept>(tx, SETTING))
    const next: Branding = {
      name: line(input.name, 'name', 40),
      accent: readable(input.accent, 'light', 'accent'),
      accentDark: readable(input.accentDark, 'dark', 'accent_dark'),
      logo: input.logo === undefined ? before.logo : input.logo && logoOf(input.logo),
    }
    const logo = next.logo && { type: next.logo.type, data: next.logo.data.toString('base64') }
    await writeSetting(tx, SETTING, { ...next, logo } satisfies Kept)
    const { name, accent, accentDark } = next
    audit('branding.changed', 'installation', { name, accent, accent_dark: accentDark, logo: next.logo?.type ?? null })
    return next
  })
}

function shown(kept: Kept | null): Branding {
  if (!kept) return OWN
  return { ...kept, logo: kept.logo && { type: kept.logo.type, data: Buffer.from(kept.logo.data, 'base64') } }
}

function readable(colour: string, scheme: Scheme, field: string): string {
  const judged = accentOf(colour, scheme)
  if (judged.ok) return judged.value.accent
  if (judged.error.code === 'malformed')
    return invalid(field, 'a colour is # and six hexadecimal digits, such as #0f766e')
  const { ground, ratio, take } = judged.error
  const has = `on ${ground} it has a contrast of ${(Math.floor(ratio * 100) / 100).toFixed(2)} to 1`
  return invalid(field, `${has}, and people need ${CONTRAST_MIN} to read it: take a ${take} one`)
}

// By what is in it, not by what somebody says of it; SVG is not taken, for it can carry scripts.
const BEGINNINGS: readonly { type: LogoType; matches(data: Buffer): boolean }[] = [
  { type: 'image/png', matches: (data) => data.subarray(0, 8).toString('latin1') === '\x89PNG\r\n\x1a\n' },
  { type: 'image/jpeg', matches: (data) => data.subarray(0, 3).toString('latin1') === '\xff\xd8\xff' },
  {
    type: 'image/webp',
    matches: (data) => data.toString('latin1', 0, 4) === 'RIFF' && data.toString('latin1', 8, 12) === 'WEBP',
  },
]

function logoOf(data: Buffer): Logo {
  if (data.length > LOGO_BYTES_MAX) invalid('logo', `a logo has at most ${LOGO_BYTES_MAX / 1024} KiB`)
  const known = BEGINNINGS.find(({ matches }) => matches(data))
  return { type: known?.type ?? invalid('logo', 'a logo is a PNG, JPEG or WebP picture'), data }
}
