import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { accentOf, contrast, GROUNDS, type Scheme } from './branding.ts'

// Ratios as WebAIM's checker has them.
const ratios = [
  ['#000000', '#ffffff', 21],
  ['#777777', '#ffffff', 4.48],
  ['#767676', '#ffffff', 4.54],
  ['#0f766e', '#fbfaf7', 5.24],
] as const
for (const [a, b, ratio] of ratios) {
  test(`${a} on ${b} is ${ratio} to 1`, () => assert.equal(Math.round(contrast(a, b) * 100) / 100, ratio))
}

const rows: { colour: string; scheme: Scheme; says: string }[] = [
  { colour: '#0f766e', scheme: 'light', says: 'good' },
  { colour: '#4fc3b4', scheme: 'dark', says: 'good' },
  { colour: '#B91C1C', scheme: 'light', says: 'good' },
  { colour: '#4fc3b4', scheme: 'light', says: 'faint darker' },
  { colour: '#0f766e', scheme: 'dark', says: 'faint lighter' },
  { colour: '#ffcc00', scheme: 'light', says: 'faint darker' },
  { colour: '#ffcc00', scheme: 'dark', says: 'good' },
  { colour: 'red', scheme: 'light', says: 'malformed' },
  { colour: '#fff', scheme: 'light', says: 'malformed' },
  { colour: '#0f766e;}', scheme: 'light', says: 'malformed' },
]
for (const { colour, scheme, says } of rows) {
  test(`${colour} in the ${scheme} scheme: ${says}`, () => {
    const judged = accentOf(colour, scheme)
    const { error } = judged.ok ? { error: null } : judged
    assert.equal(error === null ? 'good' : error.code === 'faint' ? `faint ${error.take}` : error.code, says)
  })
}

test('what follows from an accent can be read, too', () => {
  for (const [colour, scheme] of [
    ['#0f766e', 'light'],
    ['#ffcc00', 'dark'],
  ] as const) {
    const judged = accentOf(colour, scheme)
    assert.ok(judged.ok)
    const { accent, strong, soft, on } = judged.value
    for (const [text, ground] of [
      [on, accent],
      [on, strong],
      [accent, soft],
    ] as const) {
      assert.ok(contrast(text, ground) >= 4.5, `${text} on ${ground}`)
    }
  }
})

test('the grounds are those of the portal', () => {
  const css = readFileSync(new URL('../../../portal/src/theme/tokens.css', import.meta.url), 'utf8')
  const [light = '', dark = ''] = css.split('prefers-color-scheme: dark')
  for (const [scheme, text] of [
    ['light', light],
    ['dark', dark],
  ] as const) {
    for (const [name, colour] of Object.entries(GROUNDS[scheme])) {
      assert.match(text, new RegExp(`--${name}: ${colour};`), `${scheme} ${name}`)
    }
  }
})
