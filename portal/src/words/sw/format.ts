import { brand } from '../../brand.ts'
import type * as en from '../en/format.ts'

export const product: typeof en.product = brand.name
export const currency: typeof en.currency = (code) => (code === 'units' ? 'salio la SMS' : code)
export const units: typeof en.units = (amount) => `SMS ${amount}`
export const utc: typeof en.utc = (time) => `${time} UTC`
