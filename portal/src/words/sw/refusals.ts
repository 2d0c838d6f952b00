import type * as en from '../en/refusals.ts'

const unreadable = 'Seva haikuweza kusoma kilichotumwa na ukurasa huu. Fungua upya ukurasa ujaribu tena.'
const signedOut = 'Umetolewa. Ingia tena.'

export const refusals: typeof en.refusals = {
  path_unknown: 'Hakuna kitu tena kwenye anwani hii. Fungua upya ukurasa.',
  method_not_allowed: 'Ukurasa huu ni wa zamani kuliko seva. Ufungue upya ujaribu tena.',
  headers_too_large: 'Kivinjari kinatuma mengi mno kila mara. Futa vidakuzi vya tovuti hii ujaribu tena.',
  credentials_missing: signedOut,
  credentials_unreadable: signedOut,
  credentials_invalid: () => 'Hatukuweza kukutambua. Angalia ulichoandika, au ingia tena.',
  rate_limited: () => 'Umejaribu mara nyingi mno. Subiri kidogo ujaribu tena.',
  permission_missing: () => 'Nafasi yako kwenye akaunti hii hairuhusu hilo. Muulize mmiliki wa akaunti.',
  account_not_active:
    'Akaunti hii haijawashwa, hivyo hakuna kinachoweza kubadilishwa wala kutumwa sasa. Mwombe mwendeshaji aiwashe.',
  body_too_large: 'Hiki ni kikubwa mno kwa mara moja. Kitume kwa sehemu kadhaa.',
  content_type_unsupported: unreadable,
  body_unreadable: unreadable,
  idempotency_key_invalid: unreadable,
  idempotency_key_reused: 'Hili lilishatumwa likiwa na maudhui mengine. Fungua upya ukurasa uanze tena.',
  idempotency_key_busy: 'Hili tayari linashughulikiwa. Subiri sekunde chache, uangalie kabla ya kujaribu tena.',
  field_missing: (_said, field) => `Kuna kisichojazwa: ${field}. Kijaze.`,
  field_invalid: (said, field) => `Kuna kilichojazwa kimakosa (${field}). Maneno ya seva: “${said}”`,
  recipients_missing: 'Hakuna wa kutumiwa. Weka angalau namba moja.',
  recipients_too_many: 'Ombi moja linabeba wapokeaji 10,000 tu. Ligawe.',
  recipient_invalid: () => 'Namba hii haiwezi kuwepo. Iandike pamoja na msimbo wa nchi, kama +255712345678.',
  recipient_opted_out: () =>
    'Kuna mpokeaji aliyekataa kupokea ujumbe wako. Mwondoe; wako kwenye orodha ya waliojiondoa.',
  text_empty: 'Hakuna maandishi. Andika angalau herufi moja.',
  text_too_long: 'Maandishi yamezidi herufi 1,600. Yafupishe, au yatume kwa sehemu.',
  not_found: () => 'Hakipo kwenye akaunti yako. Huenda kimeondolewa.',
  conflict: () => 'Haiwezekani kwa jinsi mambo yalivyo sasa. Angalia kwanza hali ilivyo.',
  sender_id_not_approved: () =>
    'Jina hili la mtumaji halijaidhinishwa kwa akaunti yako. Liombe, au tumia lililoidhinishwa.',
  sender_id_not_for_country: () =>
    'Jina hili la mtumaji halijaidhinishwa kwa nchi mojawapo ya wapokeaji. Ondoa namba hizo, au tumia jina lingine.',
  destination_not_served: () => 'Hakuna njia wala bei yako kwenda namba mojawapo. Angalia ukurasa wa bei.',
  insufficient_funds: () => 'Salio la pochi halitoshi. Liongeze, kisha tuma tena.',
  carrier_rejected: 'Mtoa huduma alikataa ujumbe. Hujatozwa chochote.',
  unavailable: 'Seva haiwezi kujibu sasa hivi, na hakuna kilichofanyika. Jaribu tena baada ya muda mfupi.',
  reauthentication_required: 'Thibitisha tena kuwa ni wewe.',
  second_factor_required: 'Andika msimbo wa programu yako.',
  address_unconfirmed: 'Anwani yako bado haijathibitishwa. Fungua kiungo kwenye barua pepe tuliyokutumia sasa hivi.',
}

export const obstacles: typeof en.obstacles = {
  already_member: 'Mtu huyu tayari yumo kwenye akaunti.',
  already_exists: 'Tayari kipo kingine kama hiki. Chagua kingine, au badilisha kilichopo.',
  too_many: 'Umefikia idadi ya juu. Futa au ghairi baadhi kwanza.',
  sign_in_first: 'Tayari una mtumiaji hapa. Ingia, kisha ujiunge.',
  invitation_of_another: 'Mwaliko huu ulitumwa kwa anwani nyingine. Ingia kwa anwani hiyo ili ujiunge.',
  ended_already: 'Ufunguo huu umeshaisha. Tengeneza mpya.',
  endpoint_disabled: 'Anwani hii ya webhook imezimwa. Iwashe kwanza.',
  endpoint_removed: 'Anwani hii ya webhook iliondolewa, hivyo haiwezi kuarifiwa tena.',
  payment_seen: 'Malipo yako yameshaonekana, hivyo agizo hili haliwezi kughairiwa tena.',
  paid_otherwise: 'Agizo hili lilithibitishwa kwa malipo mengine.',
  decided_already: 'Hili limeshaamuliwa. Fungua upya ukurasa uone uamuzi.',
  payment_used: 'Kumbukumbu hii imeshatumika kwa jambo lingine. Ihakiki.',
  second_person_needed: 'Hili linahitaji mtu wa pili: lazima mtu mwingine aliidhinishe.',
  own_role: 'Hakuna anayebadilisha nafasi yake mwenyewe. Mwombe msimamizi mwingine.',
  last_admin: 'Huyu ndiye msimamizi wa mwisho. Mfanye mtu mwingine msimamizi kwanza.',
  last_owner: 'Akaunti huwa na angalau mmiliki mmoja. Mfanye mtu mwingine mmiliki kwanza.',
  owners_only: 'Ni mmiliki pekee anayeweza kumfanya mtu mmiliki, au kumwondolea umiliki.',
  second_factor_on: 'Tayari unaulizwa msimbo. Zima hilo kwanza ili utumie programu nyingine.',
  second_factor_off: 'Huulizwi msimbo, hivyo hakuna misimbo ya akiba.',
  sent_already: 'Tayari umetumwa.',
  other_site:
    'Hili halikutoka kwenye ukurasa wa tovuti hii, hivyo hakuna kilichofanyika. Fungua tovuti kwa anwani yake yenyewe; nyuma ya proksi, mwendeshaji huweka NJIWA_TRUSTED_PROXIES.',
  page_outdated: 'Ukurasa huu umepitwa na wakati. Ufungue upya ujaribu tena.',
  staff_only: 'Hapa ni kwa wanaoendesha huduma hii.',
  customers_only: 'Funguo, siri na timu hubadilishwa na wenye akaunti. Mwombe mtu wa akaunti hiyo.',
  duty_of_others: 'Nafasi yako kati ya wafanyakazi hairuhusu hilo. Mwombe msimamizi.',
  other_currency: 'Pochi ya akaunti hii iko kwa sarafu tofauti na ya orodha hiyo ya bei.',
  beyond_first_approval: 'Idhini ya kwanza ni ya nchi chache zaidi. Idhinisha hizo, au pungufu.',
  not_encrypted: 'Anwani hii haijasimbwa, hivyo nenosiri linaweza kusomwa njiani. Fungua tovuti kwa https.',
  carrier_elsewhere: 'Nodi hii haiendeshi mtoa huduma huyu: amesimamishwa, au yuko kwenye nodi nyingine.',
  sign_up_closed: 'Hapa hakuna anayejisajili mwenyewe. Mwombe mwendeshaji akufungulie akaunti.',
}
