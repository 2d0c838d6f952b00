import type * as en from '../en/states.ts'

export const states: typeof en.states = {
  queued: 'Foleni',
  sent: 'Umetumwa',
  delivered: 'Umefika',
  failed: 'Umeshindikana',
  scheduled: 'Umepangwa',
  suspended: 'Umesitishwa',
  cancelled: 'Umefutwa',
}

export const stateMeanings: typeof en.stateMeanings = {
  queued: 'umepokelewa, unasubiri msafirishaji auchukue',
  sent: 'msafirishaji ameuchukua; simu bado haijathibitisha',
  delivered: 'simu imeupata',
  failed: 'haukufika',
  scheduled: 'utatoka muda wake ukifika',
  suspended: 'unasubiri mpaka uuendeleze',
  cancelled: 'ulirudishwa kabla haujatoka',
}

export const reasons: typeof en.reasons = {
  rejected: 'msafirishaji aliukataa',
  not_submitted: 'hakuna msafirishaji aliyeweza kuuchukua',
  opted_out: 'mpokeaji alijitoa kabla ya muda wake',
  undeliverable: 'simu haikupatikana',
  expired: 'hakuna jibu lililokuja kabla muda wake kuisha',
  deleted: 'msafirishaji aliufuta',
  refused_by_network: 'mtandao wa mpokeaji uliukataa',
}

export const story: typeof en.story = {
  accepted: 'Umepokelewa',
  changed: 'Umebadilishwa kabla ya kutoka',
  suspended: 'Umesitishwa',
  resumed: 'Umeendelezwa',
  cancelled: 'Umefutwa',
  retry: 'Umekataliwa kwa sasa, utajaribiwa tena',
  uncertain: 'Muunganisho ulikatika kabla msafirishaji hajajibu',
  sent: 'Umechukuliwa na msafirishaji',
  receipt: 'Risiti ambayo haikubadilisha kitu',
  delivered: 'Umefika',
  failed: 'Umeshindikana',
  delivered_late: 'Umefika hatimaye, bila malipo',
  captured: 'Umelipiwa',
  released: 'Salio limerudishwa kwenye pochi',
  webhook: 'Seva yako imearifiwa',
}

export const encodings: typeof en.encodings = { gsm7: 'GSM-7', ucs2: 'Unicode' }
