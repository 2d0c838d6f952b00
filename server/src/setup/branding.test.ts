import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { refusal, testSetup, value } from '../../../test/harness/setup.ts'
import { auditLines, INSTALLATION } from './audit.ts'
import { changeBranding, LOGO_BYTES_MAX, OWN, readBranding } from './branding.ts'

const setup = await testSetup({ after })
const look = { name: 'Simba SMS', accent: '#8A3B12', accentDark: '#f0a878' }
const png = (bytes: number): Buffer =>
  Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), Buffer.alloc(bytes - 8)])

test('ours until somebody says otherwise', async () => assert.deepEqual(await readBranding(setup), OWN))

test('a logo stays until another one comes, or it is taken away', async () => {
  value(await changeBranding(setup, 'installation', { ...look, logo: png(LOGO_BYTES_MAX) }))
  value(await changeBranding(setup, 'installation', { ...look, name: 'Simba' }))
  const { name, accent, logo } = await readBranding(setup)
  assert.deepEqual([name, accent, logo?.type, logo?.data.length], ['Simba', '#8a3b12', 'image/png', LOGO_BYTES_MAX])
  value(await changeBranding(setup, 'installation', { ...look, logo: null }))
  assert.equal((await readBranding(setup)).logo, null)
  const [line] = await auditLines(setup, INSTALLATION, null, 1)
  assert.deepEqual(
    [line?.action, line?.detail],
    ['branding.changed', { name: 'Simba SMS', accent: '#8a3b12', accent_dark: '#f0a878', logo: null }],
  )
})

const rows = [
  { what: 'a logo one byte too large', input: { logo: png(LOGO_BYTES_MAX + 1) }, says: 'field_invalid logo' },
  { what: 'a drawing that can carry scripts', input: { logo: Buffer.from('<svg/>') }, says: 'field_invalid logo' },
  { what: 'an empty logo', input: { logo: Buffer.alloc(0) }, says: 'field_invalid logo' },
  { what: 'a colour too faint on light ground', input: { accent: '#f0a878' }, says: 'field_invalid accent' },
  { what: 'a colour too faint on dark ground', input: { accentDark: '#8a3b12' }, says: 'field_invalid accent_dark' },
  { what: 'a name of two lines', input: { name: 'Simba\nSMS' }, says: 'field_invalid name' },
  { what: 'a name of 41 characters', input: { name: 'S'.repeat(41) }, says: 'field_invalid name' },
  { what: 'a name of 40 characters', input: { name: 'S'.repeat(40) }, says: 'ok' },
]
for (const { what, input, says } of rows) {
  test(`${what}: ${says}`, async () => {
    assert.equal(refusal(await changeBranding(setup, 'installation', { ...look, ...input })), says)
  })
}

test('a colour is refused with what it has, what it needs, and what to do', async () => {
  const answer = await changeBranding(setup, 'installation', { ...look, accent: '#ffcc00' })
  assert.equal(
    answer.ok ? '' : answer.error.message,
    'on #f4f1e9 it has a contrast of 1.33 to 1, and people need 4.5 to read it: take a darker one',
  )
})
