import type * as en from '../en/operator-settings.ts'

export const operatorSettings: typeof en.operatorSettings = {
  title: 'Mipangilio',
  signUp: {
    title: 'Kujisajili',
    means: 'Kanuni hizi zinawahusu watakaojisajili kuanzia sasa.',
    accounts: 'Nani anaweza kufungua akaunti?',
    choices: {
      closed: { label: 'Hakuna anayejifungulia', means: 'Wewe ndiye unayefungua kila akaunti.' },
      pending: { label: 'Yeyote, ukikubali', means: 'Akaunti mpya inasubiri mpaka uiwashe.' },
      active: { label: 'Yeyote, mara moja', means: 'Akaunti mpya inaweza kutuma ikishapata jina la mtumaji na salio.' },
    },
    plan: 'Orodha ya bei ya akaunti mpya',
    planHint: 'Inaonyesha gharama ya ujumbe, na pochi ni ya sarafu gani.',
    firstPlan: 'Iliyotengenezwa kwanza',
  },
  limits: {
    title: 'Salio la mtu mmoja',
    means:
      'Kiasi cha juu ambacho mtu mmoja anaweza kuweka kwenye pochi, au kutoa, kwa mara moja. Kinachozidi hapo kinasubiri mtu wa pili athibitishe.',
    none: 'Hakuna kikomo: mtu mmoja anaweza kuweka kiasi chochote.',
    set: 'Weka kikomo',
    currency: 'Sarafu',
    currencyHint: 'Herufi tatu, au units',
    most: 'Kiasi cha juu kwa mara moja',
    mostHint: 'Ukiweka 0, kila salio linahitaji watu wawili',
    mostInvalid: 'Andika kiasi kama 25000 au 12.50, au 0.',
    isSet: (most: string) => `Kikomo kimewekwa: ${most} kwa mara moja.`,
    remove: 'Ondoa',
    removeTitle: (currency: string) => `Uondoe kikomo cha ${currency}?`,
    removeMeans: 'Kuanzia hapo mtu mmoja anaweza kuweka kiasi chochote cha sarafu hiyo.',
    isRemoved: 'Kikomo kimeondolewa.',
  },
}
