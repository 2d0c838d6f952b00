// Carriers: how each is reached, and whether it is in use. Its password is sealed and never shown.
import { refuse } from '../core/errors.ts'
import { isId, newId } from '../ids.ts'
import { seal } from '../seal.ts'
import {
  addCarrier,
  type CarrierKind,
  type CarrierView,
  listCarrierRows,
  readCarrier,
  updateCarrier,
} from '../store/carriers.ts'
import { invalid, line } from './fields.ts'
import { sealedAs } from './sealed.ts'
import { type Actor, changeInstallation, type Outcome, type Setup } from './setup.ts'

export type { CarrierView } from '../store/carriers.ts'

type CarrierInput = {
  name: string
  kind: CarrierKind
  /** Host, port, window, rates, timers: by the schema of its kind. */
  config: Record<string, unknown>
  /** The password of the bind; null where none is needed. */
  secret: string | null
}

export function createCarrier(setup: Setup, actor: Actor, input: CarrierInput): Outcome<CarrierView> {
  return changeInstallation(setup, actor, async ({ tx, nowMs, audit }) => {
    const id = newId(nowMs)
    const row = {
      id,
      name: line(input.name, 'name', 60),
      kind: input.kind,
      config: judgeConfig(setup, input.kind, input.config),
      secret: sealSecret(setup, id, input.secret),
      createdAtMs: nowMs,
    }
    const added = await addCarrier(tx, row)
    if (!added)
      refuse({
        code: 'conflict',
        field: 'name',
        obstacle: 'already_exists',
        message: 'there is a carrier of that name',
      })
    audit('carrier.created', id, { name: row.name, kind: row.kind, config: row.config })
    return added
  })
}

/** `config` replaces what it had; fields that are absent stay. Paused, it is given no more messages. */
export function changeCarrier(
  setup: Setup,
  actor: Actor,
  carrierId: string,
  patch: {
    config?: Record<string, unknown> | undefined
    secret?: string | undefined
    paused?: boolean | undefined
  },
): Outcome<CarrierView> {
  return changeInstallation(setup, actor, async ({ tx, audit }) => {
    const before = isId(carrierId) ? await readCarrier(tx, carrierId) : null
    if (!before) refuse({ code: 'not_found' })
    const config = patch.config === undefined ? before.config : judgeConfig(setup, before.kind, patch.config)
    const secret = sealSecret(setup, carrierId, patch.secret ?? null)
    const paused = patch.paused ?? before.paused
    const changed = await updateCarrier(tx, { id: carrierId, config, secret, paused })
    if (patch.config !== undefined)
      audit('carrier.configured', carrierId, { name: before.name, from: before.config, to: config })
    if (secret !== null) audit('carrier.secret_changed', carrierId, { name: before.name })
    if (paused !== before.paused) audit(paused ? 'carrier.paused' : 'carrier.resumed', carrierId, { name: before.name })
    return changed
  })
}

/** By name. */
export function listCarriers(setup: Setup): Promise<CarrierView[]> {
  return setup.database.transaction([], listCarrierRows)
}

function judgeConfig(setup: Setup, kind: CarrierKind, config: Record<string, unknown>): Record<string, unknown> {
  const judged = setup.validateCarrierConfig(kind, config)
  return judged.ok ? judged.value : invalid('config', judged.error.message)
}

const SECRET_MAX = 64

function sealSecret(setup: Setup, carrierId: string, secret: string | null): Buffer | null {
  if (secret === null) return null
  if (secret === '' || secret.length > SECRET_MAX) invalid('secret', `1 to ${SECRET_MAX} characters are needed`)
  return seal(setup.keyring, secret, sealedAs.carrier(carrierId))
}
