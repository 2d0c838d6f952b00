import assert from 'node:assert/strict'
import { test } from 'node:test'
import { DATA_DIR_DEFAULT } from './config.ts'
import { welcome } from './welcome.ts'

const rows = [
  {
    what: 'as it is started first',
    config: { dataDir: DATA_DIR_DEFAULT, publicUrl: null },
    portal: 'http://127.0.0.1:8080',
    command: 'npx --no-install njiwa demo',
  },
  {
    what: 'with a data folder of its own, for which the command line is told too',
    config: { dataDir: '/srv/njiwa', publicUrl: null },
    portal: 'http://127.0.0.1:8080',
    command: 'NJIWA_DATA_DIR=/srv/njiwa npx --no-install njiwa demo',
  },
  {
    what: 'with a folder that a shell would take apart',
    config: { dataDir: "/srv/Amina's sms", publicUrl: null },
    portal: 'http://127.0.0.1:8080',
    command: "NJIWA_DATA_DIR='/srv/Amina'\\''s sms' npx --no-install njiwa demo",
  },
  {
    what: 'behind a proxy',
    config: { dataDir: DATA_DIR_DEFAULT, publicUrl: 'https://sms.acme.co.tz' },
    portal: 'https://sms.acme.co.tz',
    command: 'npx --no-install njiwa demo',
  },
]
for (const { what, config, portal, command } of rows) {
  test(`where the portal is and how to sign in, ${what}`, () => {
    const lines = welcome(config, 'http://127.0.0.1:8080').split('\n')
    assert.equal(lines[0], `njiwa: the portal is at ${portal}`)
    assert.equal(lines[2], `njiwa:     ${command}`)
    assert.match(lines[4] as string, new RegExp(`sign in.*${config.dataDir}/operator-token$`))
  })
}
