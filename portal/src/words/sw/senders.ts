import type * as en from '../en/senders.ts'

export const senders: typeof en.senders = {
  title: 'Majina ya mtumaji',
  request: 'Omba jina la mtumaji',
  submit: 'Liombe',
  requested: (name) => `${name} limeombwa. Mwendeshaji ataamua; utaona hapa.`,
  none: 'Bado huna jina la mtumaji. Omba jina ambalo ujumbe wako utatoka kwalo; mwendeshaji ndiye huidhinisha.',
  name: 'Jina la mtumaji',
  status: 'Hali',
  statuses: { pending: 'Linasubiri uamuzi', approved: 'Limeidhinishwa', rejected: 'Halikuidhinishwa' },
  countries: 'Nchi',
  everywhere: 'Kila mahali',
  someCountries: 'Baadhi ya nchi tu',
  where: 'Utatuma wapi kwa jina hili?',
  addCountry: 'Ongeza nchi',
  chooseCountry: 'Chagua nchi',
  withoutCountry: (name) => `Ondoa ${name}`,
  countriesMissing: 'Chagua nchi, au “Kila mahali”.',
  sample: 'Mfano wa ujumbe',
  sampleHint: (length) => `Utakachotuma kwa jina hili, herufi 15 hadi 170. Sasa ${length}.`,
  sampleInvalid: 'Andika utakachotuma kwa jina hili, kwa herufi 15 hadi 170.',
  nameInvalid: 'Andika herufi, tarakimu, nafasi, vistari na nukta 1 hadi 11, au namba kamili yenye msimbo wa nchi.',
  asked: 'Liliombwa',
  rules: {
    length: 'Herufi 11 zisizozidi: herufi na tarakimu, na ikibidi nafasi, kistari au nukta.',
    business: 'Linahusu biashara, taasisi au huduma yako.',
    brands: 'Haliigi jina la biashara ya mtu mwingine.',
  },
}

export const notices: typeof en.notices = {
  putAway: 'Nimeona',
  senderApproved: (name) => `Jina la mtumaji ${name} limeidhinishwa. Unaweza kulitumia kutuma.`,
  senderApprovedFor: (name, countries) => `Jina la mtumaji ${name} limeidhinishwa kwa ${countries}.`,
  senderRejected: (name, reason) => `Jina la mtumaji ${name} halikuidhinishwa: ${reason}`,
  numberAssigned: (number) => `Namba ${number} sasa ni yako. Weka anwani ya kupelekea ujumbe wake, au usome hapa.`,
  numberRefused: (reason) => `Ombi lako la namba limekataliwa: ${reason}`,
  endpointFailing: (url) =>
    `Anwani ${url} imezimwa: haikusikika kwa siku tano. Irekebishe, iwashe, kisha tuma tena ilichokosa.`,
  endpointGone: (url) => `Anwani ${url} imezimwa: ilijibu 410, yaani haipo tena. Iwashe kama ilikuwa kosa.`,
}

export const whyNot: typeof en.whyNot = {
  role: 'Wajibu wako unaruhusu kuangalia tu, si kubadilisha. Mwombe mmiliki au msanidi wa akaunti.',
  inactive: 'Akaunti haijawashwa, hivyo hakuna kinachoweza kubadilishwa.',
}
