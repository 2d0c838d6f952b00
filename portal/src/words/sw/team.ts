import type * as en from '../en/team.ts'

export const roles: typeof en.roles = {
  owner: 'Mmiliki',
  developer: 'Msanidi',
  finance: 'Fedha',
  viewer: 'Mtazamaji',
}

export const roleMeanings: typeof en.roleMeanings = {
  owner: 'kila kitu, na ndiye anayesema nani mwingine ni mmiliki',
  developer: 'anatuma, anaweka funguo, webhook na majina ya mtumaji, anaalika watu',
  finance: 'anaona pochi na bei na kununua uniti; haoni ujumbe',
  viewer: 'anaona kila kitu, habadilishi chochote',
}

export const team: typeof en.team = {
  title: 'Timu',
  person: 'Mtu',
  email: 'Barua pepe',
  role: 'Nafasi',
  code: 'Msimbo wa kuingia',
  codeOn: 'Upo',
  codeOff: 'Haupo',
  you: 'wewe',
  actions: 'Badilisha',
  invite: 'Alika mtu',
  inviteTitle: 'Alika mtu kwenye akaunti hii',
  inviteText: 'Atapata barua pepe yenye kiungo kinachofanya kazi kwa siku 7.',
  send: 'Tuma mwaliko',
  sent: (email) => `Mwaliko kwa ${email} uko njiani`,
  invitations: 'Walioalikwa',
  until: 'Hadi',
  over: 'Muda wake umeisha',
  again: 'Tuma tena',
  cancel: 'Futa',
  cancelled: (email) => `Mwaliko wa ${email} umefutwa`,
  changeRole: (name) => `Badilisha nafasi ya ${name}`,
  changeRoleButton: 'Badilisha nafasi',
  saveRole: 'Hifadhi nafasi',
  roleSaved: (name, role) => `${name} sasa ni: ${role}`,
  remove: 'Ondoa',
  removeTitle: (name) => `Mwondoe ${name} kwenye akaunti hii?`,
  removeText: 'Hataona wala kufanya chochote hapa tena. Funguo alizotengeneza zinabaki: zifute kama hazipaswi kubaki.',
  removed: (name) => `${name} hayupo tena kwenye timu`,
  onlyOwners: 'Mmiliki pekee anaweza kufanya hivyo.',
  lastOwner: 'Akaunti ina mmiliki mmoja angalau. Mfanye mtu mwingine mmiliki kwanza.',
  mayNot: 'Nafasi yako haibadilishi timu. Mwombe mmiliki.',
  whatRolesMay: 'Kila nafasi inaweza nini',
}
