// The product's name, and how amounts and times are written.
export const product = 'Njiwa'
export const currency = (code: string): string => (code === 'units' ? 'units' : code)
export const units = (amount: string): string => `${amount} ${amount === '1' ? 'unit' : 'units'}`
export const utc = (time: string): string => `${time} UTC`
