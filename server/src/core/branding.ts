// Which colours a brand may have: the accent is read as text on our grounds and has text upon it, so it needs the contrast of
// WCAG 2.2 AA with both (SC 1.4.3).
import type { Result } from './result.ts'

/** Hexadecimal, as `#0f766e`. */
export type Colour = string

/** The accent of a scheme and what follows from it. */
export type Accent = { accent: Colour; strong: Colour; soft: Colour; on: Colour }

export type Scheme = 'light' | 'dark'

/** `malformed`: no `#rrggbb`. `faint`: too little contrast with `ground`, `ratio` to 1. */
type ColourInvalid =
  | { code: 'malformed' }
  | { code: 'faint'; ground: Colour; ratio: number; take: 'darker' | 'lighter' }

export const CONTRAST_MIN = 4.5

// The grounds and texts of portal/src/theme/tokens.css.
export const GROUNDS: Record<Scheme, { paper: Colour; raised: Colour; sunk: Colour }> = {
  light: { paper: '#fbfaf7', raised: '#ffffff', sunk: '#f4f1e9' },
  dark: { paper: '#0f1729', raised: '#17213b', sunk: '#0b1221' },
}
const UPON: readonly Colour[] = ['#ffffff', '#08201f']
const SOFT = { light: 0.1, dark: 0.14 }
const STRONG = { light: { towards: '#000000', by: 0.2 }, dark: { towards: '#ffffff', by: 0.25 } }

export function accentOf(colour: string, scheme: Scheme): Result<Accent, ColourInvalid> {
  if (!/^#[0-9a-f]{6}$/i.test(colour)) return { ok: false, error: { code: 'malformed' } }
  const accent = colour.toLowerCase()
  const { paper, raised, sunk } = GROUNDS[scheme]
  const soft = mix(paper, accent, SOFT[scheme])
  const [worst] = [paper, raised, sunk, soft]
    .map((ground) => ({ ground, ratio: contrast(accent, ground) }))
    .sort((a, b) => a.ratio - b.ratio)
  if (worst !== undefined && worst.ratio < CONTRAST_MIN) {
    const take = scheme === 'light' ? 'darker' : 'lighter'
    return { ok: false, error: { code: 'faint', ...worst, take } }
  }
  // One of them has enough with any colour there is: white and near-black are far apart.
  const on = UPON.find((text) => contrast(text, accent) >= CONTRAST_MIN) ?? '#000000'
  const { towards, by } = STRONG[scheme]
  return { ok: true, value: { accent, strong: mix(accent, towards, by), soft, on } }
}

/** WCAG 2.2's contrast ratio, from 1 to 21. */
export function contrast(a: Colour, b: Colour): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number]
  return (light + 0.05) / (dark + 0.05)
}

function luminance(colour: Colour): number {
  const [red, green, blue] = channels(colour).map((value) => {
    const part = value / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  }) as [number, number, number]
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function mix(from: Colour, to: Colour, share: number): Colour {
  const end = channels(to)
  const mixed = channels(from).map((value, i) => Math.round(value + ((end[i] as number) - value) * share))
  return `#${mixed.map((value) => value.toString(16).padStart(2, '0')).join('')}`
}

const channels = (colour: Colour): number[] => [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16))
