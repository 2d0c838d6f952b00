import assert from 'node:assert/strict'
import { test } from 'node:test'
import { LANGUAGES, type Letter, wordLetter } from './letters.ts'

const KINDS = [
  'confirm_address',
  'address_known',
  'reset_password',
  'password_changed',
  'second_factor_removed',
  'invitation',
  'endpoint_disabled',
] as const
const ORIGIN = 'https://sms.example.com'

const letter = (change: Partial<Letter> = {}): Letter =>
  ({
    kind: 'invitation',
    to: 'amina@example.com',
    name: 'Amina',
    language: 'en',
    path: '/invitation#secret',
    account: 'Duka la Juma',
    inviter: 'Juma',
    host: 'hooks.example.com',
    ...change,
  }) as Letter

for (const language of LANGUAGES) {
  for (const kind of KINDS) {
    test(`${kind} in ${language}: a subject of one line, one link on a line of its own`, () => {
      const { subject, text, link } = wordLetter(letter({ kind, language } as never), ORIGIN)
      assert.match(subject, /^[^\r\n]{5,78}$/)
      assert.equal(link, `${ORIGIN}/invitation#secret`)
      assert.equal(text.split('\n').filter((line) => line === link).length, 1)
      assert.equal(text.split('https://').length, 2)
    })
  }
}

test('the three languages say it in three ways', () => {
  const subjects = LANGUAGES.map(
    (language) => wordLetter(letter({ kind: 'reset_password', language } as never), ORIGIN).subject,
  )
  assert.equal(new Set(subjects).size, LANGUAGES.length)
})

test('who has chosen no language reads English, and who has no name yet is greeted without one', () => {
  const { text } = wordLetter(letter({ language: null, name: '' }), ORIGIN)
  assert.ok(text.startsWith('Hello,\n'))
})
