import { brand } from '../../brand.ts'
import type * as en from '../en/format.ts'

export const product: typeof en.product = brand.name
export const currency: typeof en.currency = (code) => (code === 'units' ? 'unités' : code)
export const units: typeof en.units = (amount) => `${amount} ${amount === '0' || amount === '1' ? 'unité' : 'unités'}`
export const utc: typeof en.utc = (time) => `${time} UTC`
