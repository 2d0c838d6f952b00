import assert from 'node:assert/strict'
import { test } from 'node:test'
import { refusals } from './statuses.ts'

const refusalOf = refusals({ systemErrorTries: 3, statuses: [] })

for (const [command_status, refusal] of [
  [0x58, { kind: 'throttled', status: 'ESME_RTHROTTLED' }],
  [0x14, { kind: 'temporary', status: 'ESME_RMSGQFUL', triesMax: 5 }],
  [0x08, { kind: 'temporary', status: 'ESME_RSYSERR', triesMax: 3 }],
  [0x64, { kind: 'temporary', status: 'ESME_RX_T_APPN', triesMax: 5 }],
  [0x04, { kind: 'temporary', status: 'ESME_RINVBNDSTS', triesMax: 3 }],
  [0x65, { kind: 'rejected', status: 'ESME_RX_P_APPN' }],
  [0x66, { kind: 'rejected', status: 'ESME_RX_R_APPN' }],
  [0x0a, { kind: 'rejected', status: 'ESME_RINVSRCADR' }],
  [0x0b, { kind: 'rejected', status: 'ESME_RINVDSTADR' }],
  [0x45, { kind: 'rejected', status: 'ESME_RSUBMITFAIL' }],
  [0xff, { kind: 'rejected', status: 'ESME_RUNKNOWNERR' }],
  [0x400, { kind: 'rejected', status: '0x00000400' }],
] as const) {
  test(`0x${command_status.toString(16)} is ${refusal.kind}`, () => {
    assert.deepEqual(refusalOf(command_status), refusal)
  })
}

test("a carrier's own statuses mean what the operator says", () => {
  const refusalOf = refusals({
    systemErrorTries: 1,
    statuses: [
      { status: 0x401, means: 'throttled' },
      { status: 0x402, means: 'temporary' },
      { status: 0x14, means: 'rejected' },
    ],
  })
  assert.equal(refusalOf(0x401).kind, 'throttled')
  assert.deepEqual(refusalOf(0x402), { kind: 'temporary', status: '0x00000402', triesMax: 3 })
  assert.equal(refusalOf(0x14).kind, 'rejected')
  assert.deepEqual(refusalOf(0x08), { kind: 'temporary', status: 'ESME_RSYSERR', triesMax: 1 })
})
