// What sample traffic says, and to whom: texts as businesses of the region send them, filled in by chance.

/** The `#` of a number is any digit; nothing is ever sent to them. */
export const DESTINATIONS = [
  { country: 'TZ', pattern: '25571#######', share: 0.6 },
  { country: 'KE', pattern: '25472#######', share: 0.2 },
  { country: 'UG', pattern: '25677#######', share: 0.15 },
  { country: 'GB', pattern: '447400######', share: 0.05 },
] as const

/** To one person. */
export const NOTICES = [
  'Your verification code is ######. It is valid for 10 minutes. Do not share it with anyone.',
  'Habari! Malipo yako ya TZS ##,### yamepokelewa. Namba ya muamala: QK####XD. Asante.',
  'Dear customer, your order #####8 is on its way and will reach you today before 6 pm.',
  'Ukumbusho: miadi yako ni kesho saa # asubuhi katika zahanati yetu. Piga 0800 ### ### kubadilisha.',
  'Reminder: your loan instalment of KES #,### is due on Friday. Pay by M-Pesa to avoid a late fee.',
  'Bonjour, votre rendez-vous est confirmé pour demain à 9 h. Répondez ANNULER pour le déplacer.',
  'Your parcel 7#### is at our Mwanza branch. Bring your ID to collect it. Open 8 am to 5 pm, Monday to Saturday.',
  'Karibu! Akaunti yako imefunguliwa. Nywila yako ya muda ni ######; ibadilishe ukiingia mara ya kwanza ✅',
] as const

/** To many at a time. */
export const CAMPAIGNS = [
  'Ofa ya wikendi: punguzo la 1#% kwa bidhaa zote dukani Jumamosi na Jumapili. Karibuni nyote! Jibu ACHA kujiondoa.',
  'School fees for the second term are due by the 15th. Pay to the school account and keep the slip. Thank you, the Bursar.',
  'Planned maintenance: the power will be off in your area on Thursday from 9 am to 3 pm. We are sorry for the trouble, and we thank you for your patience while we replace the old lines.',
  'Mkutano wa wazazi utafanyika Ijumaa saa 8 mchana shuleni. Tafadhali fika bila kukosa.',
] as const

/** Every `#` becomes a digit. */
export function filledIn(pattern: string, chance: () => number): string {
  return pattern.replaceAll('#', () => String(Math.floor(chance() * 10)))
}
