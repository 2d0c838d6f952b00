import type * as en from '../en/overview.ts'

export const overview: typeof en.overview = {
  title: 'Muhtasari',
  balance: 'Salio lililo huru',
  held: (amount) => `${amount} nyingine zimeshikiliwa kwa ujumbe ulioko njiani`,
  enoughFor: (count) => `Zinatosha takriban SMS ${count} za nchini`,
  todayQuestion: 'Ujumbe wa leo umefikaje?',
  today: (count) => `${count} umepokelewa tangu usiku wa manane`,
  noneToday: 'Bado hakuna ujumbe leo.',
  live: 'Moja kwa moja',
  liveMeaning: 'mabadiliko yanaonekana yenyewe',
  daysQuestion: 'Je, ujumbe wangu unafika?',
  daysUnit: 'ujumbe kwa siku, siku 14 zilizopita',
  day: 'Siku',
  routesQuestion: 'Kila njia inafanyaje?',
  routesUnit: 'ujumbe wa siku 14 zilizopita',
  route: 'Njia',
  underWay: 'Uko njiani',
  latest: 'Ujumbe wa karibuni',
  allMessages: 'Ujumbe wote',
  noMessages: 'Ujumbe utaonekana hapa kadiri unavyotuma.',
  api: {
    title: 'Tuma kutoka kwenye programu yako',
    text: 'Bandika hii kwenye terminali. Inatuma ujumbe mmoja kutoka akaunti hii.',
    makeKey: 'Tengeneza ufunguo',
    keyName: 'Muhtasari',
    keyPlace: 'UFUNGUO_WAKO',
    withoutKey:
      'Inahitaji ufunguo mahali pa UFUNGUO_WAKO. Ufunguo wa hapa unaweza kutuma na kusoma ujumbe tu, si zaidi.',
    reference: 'Kila wito uko kwenye mwongozo wa API',
  },
}

export const firstRun: typeof en.firstRun = {
  title: 'Hatua tatu kufikia ujumbe wako wa kwanza',
  done: 'Tayari',
  sender: {
    title: 'Pata jina la mtumaji',
    todo: 'Jina ambalo ujumbe wako unatoka kwalo. Mwendeshaji ndiye huidhinisha.',
    pending: (name) => `${name} linasubiri uamuzi wa mwendeshaji.`,
    rejected: (name, reason) => `${name} halikuidhinishwa${reason === null ? '' : `: ${reason}`}. Omba jina jingine.`,
    done: (name) => `${name} limeidhinishwa.`,
    label: 'Jina la mtumaji',
    hint: 'Jina kama vile DukaLangu',
    submit: 'Liombe',
    invalid:
      'Jina la mtumaji lina herufi, tarakimu, nafasi, vistari na nukta 1 hadi 11, au ni namba kamili yenye msimbo wa nchi.',
  },
  funds: {
    title: 'Weka salio kwenye pochi',
    todo: 'Pochi yako ni tupu. Nunua salio, au mwombe mwendeshaji; litaonekana hapa mara moja.',
    buy: 'Nunua SMS',
    done: (amount) => `${amount} za kutumia.`,
  },
  test: {
    title: 'Jaribu kwa kutuma kwenye simu yako',
    todo: 'Ujumbe mmoja, kwa bei kama ya mwingine wowote.',
    label: 'Namba yako, pamoja na msimbo wa nchi',
    submit: 'Tuma jaribio',
    invalid: 'Hakuna namba kama hiyo. Iandike na msimbo wa nchi, kama +255712345678.',
    text: 'Habari! Hili ni jaribio kutoka Njiwa.',
    blocked: 'Itaweza kutumwa hatua mbili za juu zikikamilika.',
    forbidden: 'Mtu ambaye wajibu wake unaruhusu kutuma anaweza kufanya hivi.',
    done: 'Imetumwa.',
  },
}
