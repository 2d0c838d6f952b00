import type { shell as en } from '../en/shell.ts'

export const shell: typeof en = {
  skip: 'Nenda kwenye maudhui',
  accounts: 'Akaunti zako',
  switchAccount: (name) => `Akaunti ${name}. Chagua nyingine`,
  user: (name) => `Umeingia kama ${name}`,
  signOut: 'Toka',
  language: 'Lugha',
  inactive: {
    pending: 'Akaunti hii bado haijawashwa. Unaweza kuangalia; utaanza kutuma mwendeshaji akiiwasha.',
    suspended:
      'Akaunti hii imesimamishwa: hakuna kinachoweza kutumwa wala kubadilishwa. Muulize mwendeshaji sababu na cha kufanya.',
  },
  noAccount: {
    title: 'Haupo kwenye akaunti yoyote',
    text: 'Bado hakuna cha kuonyesha. Mwombe mmiliki wa akaunti akuongeze.',
    staff: 'Umeingia kama mfanyakazi: kurasa zako ziko kwenye dawati la mwendeshaji.',
    action: 'Nenda kwenye dawati la mwendeshaji',
  },
  foreignAccount: {
    title: 'Ukurasa huu ni wa akaunti usiyomo',
    text: 'Mwombe mmoja wa wamiliki wake akuongeze, au nenda kwenye akaunti yako.',
    action: 'Nenda kwenye muhtasari wako',
  },
  notStaff: {
    title: 'Ukurasa huu ni wa wafanyakazi wa mwendeshaji',
    text: 'Umeingia, lakini si kama mfanyakazi wa mfumo huu.',
    action: 'Nenda kwenye muhtasari wako',
  },
}
