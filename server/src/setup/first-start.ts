// What a new installation has from the start, so that it can be tried at once: a sandbox carrier, routes by it, and a rate
// plan in units. An operator changes all of it later.
import { countryName } from '../core/countries.ts'
import { newId } from '../ids.ts'
import { addCarrier, listCarrierRows } from '../store/carriers.ts'
import { addRatePlan, listRatePlanRows, setPrices } from '../store/rate-plans.ts'
import { addRoute, setRouteCarriers } from '../store/routes.ts'
import { changeInstallation, type Setup } from './setup.ts'

// Of their own, so that each may get a price and a carrier of its own; GG, JE and IM share the numbers of GB, and a number
// such as +44 7700 900123 is of one of the four.
const COUNTRIES = ['TZ', 'UG', 'KE', 'US', 'GB', 'GG', 'JE', 'IM', 'BF'] as const

/** Changes nothing where there is a carrier or a rate plan already. Two nodes that start at once make it once. */
export async function firstStart(setup: Setup): Promise<void> {
  await changeInstallation(setup, 'installation', async ({ tx, nowMs, audit }) => {
    const [carriers, plans] = await Promise.all([listCarrierRows(tx), listRatePlanRows(tx, null, 1)])
    if (carriers.length + plans.length > 0) return

    const created_at = new Date(nowMs)
    const carrierId = newId(nowMs)
    await addCarrier(tx, {
      id: carrierId,
      name: 'Sandbox',
      kind: 'sandbox',
      config: {},
      secret: null,
      createdAtMs: nowMs,
    })
    for (const country of [...COUNTRIES, '*']) {
      const route = {
        id: newId(nowMs),
        code: country === '*' ? 'ESMS_ALL' : `ESMS_${country}`,
        name: country === '*' ? 'Everywhere else' : countryName(country),
        country,
        prefix: '',
        default_sender: 'NJIWA',
        uncertain_policy: 'resend' as const,
        validity_seconds: 86_400,
        cost: 0n,
        cost_currency: 'USD',
        active: true,
        created_at,
        carrier_ids: [carrierId],
      }
      await addRoute(tx, route)
      await setRouteCarriers(tx, route.id, route.carrier_ids)
    }
    const planId = newId(nowMs)
    await addRatePlan(tx, {
      id: planId,
      name: 'Standard',
      denomination: 'units',
      unit_price: 25_000_000n,
      unit_currency: 'TZS',
      home_country: 'TZ',
      refund_policy: 'on_failure',
      created_at,
    })
    await setPrices(tx, planId, [{ country: '*', prefix: '', price: 1n, currency: 'units', effectiveAtMs: null }])
    audit('installation.started', 'installation', {
      carrier: 'Sandbox',
      rate_plan: 'Standard',
      routes: COUNTRIES.length + 1,
    })
  })
}
