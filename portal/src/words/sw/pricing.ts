import type { pricing as en } from '../en/pricing.ts'

export const pricing: typeof en = {
  title: 'Maeneo na bei',
  search: 'Nchi, msimbo au mtandao',
  searchHint: 'Tanzania, +255 au 25574',
  segments: 'Sehemu za ujumbe',
  segmentsHint: 'Hadi herufi 160 ni sehemu 1, hadi 306 ni 2; ukiwa na emoji au herufi nyingine ni hadi 70 na 134.',
  download: 'Pakua CSV',
  downloadFailed: 'Faili halikuweza kupakuliwa.',
  country: 'Nchi',
  numbers: 'Namba',
  network: (prefix) => `Zinazoanza na +${prefix}`,
  wholeCountry: (code) => `Nyingine zote, +${code}`,
  perSegment: 'Kwa sehemu',
  perText: (count) => `Ujumbe wa sehemu ${count}`,
  priceOf: (amount) => `${amount} kwa bei ya njia`,
  route: 'Njia',
  none: 'Mpango wako wa bei bado hauna bei, au hakuna njia iliyo wazi. Muulize mwendeshaji.',
  noneMatch: 'Hakuna nchi wala mtandao kama huo. Muulize mwendeshaji kama unauhitaji.',
  shown: (shown, all) => `Zinaonyeshwa ${shown} kati ya ${all}.`,
  showAll: 'Onyesha zote',
  forbidden: 'Wajibu wako kwenye akaunti hii hauonyeshi bei. Muulize mmiliki kama unazihitaji.',
}
