// The product's name, and how amounts and times are written.
import { brand } from '../../brand.ts'
export const product: string = brand.name
export const currency = (code: string): string => (code === 'units' ? 'units' : code)
export const units = (amount: string): string => `${amount} ${amount === '1' ? 'unit' : 'units'}`
export const utc = (time: string): string => `${time} UTC`
