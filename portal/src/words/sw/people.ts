import type * as en from '../en/people.ts'

export const people: typeof en.people = {
  forgot: 'Umesahau nenosiri?',
  signUpInstead: 'Fungua akaunti',
  signInInstead: 'Ingia',
  wrong: 'Barua pepe na nenosiri hili haviendani. Angalia vyote viwili ujaribu tena.',
  tooMany: 'Umejaribu mara nyingi mno. Subiri kidogo ujaribu tena.',
  password: 'Nenosiri',
  newPassword: 'Nenosiri jipya',
  passwordHint: 'Herufi 8 au zaidi. Sentensi ni rahisi kukumbuka kuliko neno lenye alama.',
  showPassword: 'Onyesha ninachoandika',
  passwordShort: 'Nenosiri lina herufi 8 hadi 128.',
  emailInvalid: 'Andika barua pepe, kama amina@example.com.',
  nameMissing: 'Andika jina lako.',
}

export const codeStep: typeof en.codeStep = {
  title: 'Msimbo wako',
  text: 'Fungua programu yako ya misimbo uandike tarakimu sita inazoonyesha kwa tovuti hii.',
  recovery: 'Huna simu karibu? Andika mmoja wa misimbo yako ya akiba.',
  label: 'Msimbo',
  submit: 'Ingia',
  missing: 'Andika msimbo.',
  wrong: 'Msimbo huu si sahihi, au umeshatumika. Andika unaoonyeshwa sasa na programu.',
  back: 'Tumia barua pepe nyingine',
}

export const signUp: typeof en.signUp = {
  title: 'Fungua akaunti',
  text: 'Akaunti ni yako: baadaye unaweza kuwaalika wengine.',
  name: 'Jina lako',
  account: 'Jina la akaunti',
  accountHint: 'Biashara, shule au mradi wako',
  accountMissing: 'Andika jina la akaunti.',
  email: 'Barua pepe',
  submit: 'Fungua akaunti',
  closed: {
    title: 'Hapa hakuna anayejisajili mwenyewe',
    text: 'Mwombe anayeendesha huduma hii akufungulie akaunti.',
  },
  sent: {
    title: 'Angalia barua pepe yako',
    text: (email) =>
      `Tumekuandikia kwenye ${email}. Fungua kiungo kilicho humo kisha ingia: hivyo tunajua anwani ni yako.`,
    hint: 'Hakuna kitu baada ya dakika chache? Angalia kwenye barua taka, au jisajili tena.',
  },
}

export const confirmAddress: typeof en.confirmAddress = {
  text: 'Ingia kwa nenosiri ulilochagua. Hivyo tunajua kuwa anwani hii ni yako.',
  spent: 'Kiungo hiki kimeshatumika, au muda wake umeisha. Ingia bila hicho: tutakutumia kingine.',
  unconfirmed: 'Anwani yako bado haijathibitishwa. Fungua kiungo kwenye barua pepe tuliyokutumia sasa hivi.',
}

export const reset: typeof en.reset = {
  title: 'Umesahau nenosiri?',
  text: 'Andika barua pepe yako. Tutakutumia kiungo cha kuchagua nenosiri jipya.',
  email: 'Barua pepe',
  submit: 'Nitumie kiungo',
  sent: {
    title: 'Angalia barua pepe yako',
    text: (email) => `Kama ${email} ina mtumiaji hapa, sasa kuna barua yenye kiungo. Kinafanya kazi kwa saa moja.`,
  },
  choose: 'Chagua nenosiri jipya',
  save: 'Hifadhi nenosiri',
  done: {
    title: 'Nenosiri lako jipya linafanya kazi',
    text: 'Umetolewa kwenye vifaa vyote. Ingia kwa nenosiri jipya.',
  },
  spent: 'Kiungo hiki kimeshatumika, au muda wake umeisha.',
  again: 'Omba kiungo kingine',
}

export const invitation: typeof en.invitation = {
  title: (account) => `Jiunge na ${account}`,
  text: (account, role) => `Umealikwa kufanya kazi kwenye akaunti ya ${account}. Nafasi yako: ${role}.`,
  name: 'Jina lako',
  join: 'Jiunge',
  signInFirst: (email) => `${email} tayari ina mtumiaji hapa. Ingia, kisha utaulizwa kama unajiunga.`,
  otherAddress: (own, invited) =>
    `Umeingia kama ${own}, na mwaliko ulitumwa kwa ${invited}. Toka kisha fungua kiungo tena.`,
  signOut: 'Toka',
  gone: {
    title: 'Mwaliko huu haufanyi kazi tena',
    text: 'Umeshatumika au umefutwa, au wiki yake imeisha. Mwombe aliyekualika akutumie mwingine.',
  },
}

export const reauthentication: typeof en.reauthentication = {
  title: 'Bado ni wewe?',
  text: 'Funguo, siri na watu hubadilishwa muda mfupi tu baada ya kutoa nenosiri au msimbo.',
  password: 'Nenosiri lako',
  code: 'Msimbo wa programu yako',
  byCode: 'Toa msimbo badala yake',
  byPassword: 'Toa nenosiri badala yake',
  submit: 'Endelea',
  wrong: 'Si sahihi. Jaribu tena.',
}

export const profile: typeof en.profile = {
  title: 'Usalama wako',
  you: 'Wewe',
  name: 'Jina',
  email: 'Barua pepe',
  language: 'Lugha',
  languageHint: 'Ya kurasa hizi, na ya barua pepe unazopata',
  save: 'Hifadhi',
  saved: 'Imehifadhiwa',
  passwordTitle: 'Nenosiri',
  passwordText: 'Ukilibadilisha unabaki umeingia hapa, na unatolewa kwingine kote.',
  current: 'Nenosiri ulilonalo sasa',
  change: 'Badilisha nenosiri',
  changed: 'Nenosiri lako limebadilishwa',
  wrongPassword: 'Hili si nenosiri lako.',
  factor: {
    title: 'Msimbo wa kuingia',
    off: 'Umezimwa. Ukiwashwa, nenosiri lililoibwa peke yake halifungui kitu.',
    on: 'Umewashwa. Unaombwa msimbo wa programu yako kila unapoingia.',
    turnOn: 'Washa',
    turnOff: 'Zima',
    turnOffTitle: 'Usiombwe tena msimbo?',
    turnOffText:
      'Kuanzia hapo nenosiri lako peke yake linafungua akaunti zako. Misimbo yako ya akiba haitafanya kazi tena.',
    turnedOn: 'Kuanzia sasa utaombwa msimbo',
    turnedOff: 'Hutaombwa tena msimbo',
    scan: 'Piga picha hii kwa programu ya misimbo, kama Aegis, 2FAS au Google Authenticator.',
    qr: 'Msimbo wa QR wa siri iliyo hapa chini',
    byHand: 'Au andika siri hii kwenye programu:',
    code: 'Tarakimu sita zinazoonyeshwa na programu',
    confirm: 'Thibitisha',
    wrongCode: 'Huu si msimbo unaoonyeshwa sasa na programu.',
    left: (count) => `Misimbo ya akiba iliyobaki: ${count}`,
    renew: 'Misimbo mipya ya akiba',
    renewText: 'Kumi mipya inachukua nafasi ya uliyonayo.',
  },
  recovery: {
    title: 'Hifadhi misimbo hii ya akiba sasa',
    text: 'Inaonyeshwa mara hii tu. Kila mmoja unafungua akaunti yako mara moja simu ikipotea: iweke mahali ambapo simu haipo.',
    copy: 'Nakili yote',
    stored: 'Nimeihifadhi',
  },
  sessions: {
    title: 'Ulipoingia',
    browser: 'Kivinjari',
    address: 'Anwani ya mtandao',
    since: 'Uliingia',
    seen: 'Mara ya mwisho',
    here: 'Hapa hapa',
    endOthers: 'Toka kwingine kote',
    ended: 'Umetolewa kwingine kote',
    onlyHere: 'Umeingia hapa tu.',
    unknown: 'Kivinjari kisichojulikana',
    on: (browser, system) => `${browser} kwenye ${system}`,
  },
}
