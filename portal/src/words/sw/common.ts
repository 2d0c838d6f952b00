import type * as en from '../en/common.ts'

export const secret: typeof en.secret = {
  title: 'Hifadhi ufunguo huu sasa',
  text: 'Unaonyeshwa mara hii moja tu. Tunabaki na alama yake pekee, hivyo hakuna anayeweza kuuonyesha tena.',
  stored: 'Nimeuhifadhi',
}

export const problem: typeof en.problem = {
  title: 'Imeshindikana kupakia',
  offline: 'Seva haipatikani. Angalia mtandao wako ujaribu tena.',
  unexpected: 'Kuna hitilafu upande wetu. Jaribu tena; ikiendelea, mwambie mwendeshaji namba hii:',
  again: 'Jaribu tena',
}

export const notFound: typeof en.notFound = {
  title: 'Hakuna kitu kwenye anwani hii',
  text: 'Huenda anwani imekosewa, au ukurasa umehamishwa.',
  action: 'Nenda kwenye muhtasari',
}
