import type { ui as en } from '../en/ui.ts'

export const ui: typeof en = {
  close: 'Funga',
  leaving: { title: 'Uondoke kwenye ukurasa huu?', leave: 'Ondoka' },
  cancel: 'Ghairi',
  copy: 'Nakili',
  copied: 'Imenakiliwa',
  newest: 'Mwanzoni',
  older: 'Zinazofuata',
  pages: 'Kurasa za orodha',
  asTable: 'Onyesha kama jedwali',
  asChart: 'Onyesha kama chati',
  chooseFile: 'Chagua faili',
  dropFile: 'au liangushe hapa',
  inZone: (zone) => `Kwa saa zako (${zone})`,
  done: (part, whole) => `${part} kati ya ${whole}`,
  dismiss: 'Ondoa',
}
