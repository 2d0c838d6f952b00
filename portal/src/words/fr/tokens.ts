import type * as en from '../en/tokens.ts'

export const dialects: typeof en.dialects = {
  native: 'Njiwa',
  megasms: 'MegaSMS',
  msgine: 'MsGine',
  esms: 'eSMS Africa',
  wasambazie: 'Wasambazie',
  smsbox: 'SMSBox',
}

export const permissions: typeof en.permissions = {
  'messages:send': 'Envoyer des messages',
  'messages:read': 'Lire les messages et leurs états',
  'balance:read': 'Lire le solde et les prix',
  'purchases:write': 'Acheter des unités',
  'account:read': 'Lire les expéditeurs, numéros, webhooks et contacts',
  'account:write': 'Les changer, et créer des clés',
}

export const keys: typeof en.keys = {
  name: 'Nom',
  nameHint: 'Pour le reconnaître : le programme qui s’en sert',
  nameMissing: 'Indiquez un nom.',
  dialect: 'API',
  dialectHint: 'Celle pour laquelle votre programme a été écrit',
  permissions: 'Il permet de',
  permissionsMissing: 'Choisissez au moins une chose qu’il permet.',
  expires: 'Prend fin de lui-même',
  never: 'Jamais',
  days: (count) => `Après ${count} jours`,
  onDay: 'À un moment de mon choix',
  addresses: 'Adresses d’où il peut servir',
  addressesHint: 'Une par ligne, comme 41.59.0.10 ou 41.59.0.0/24. Vide : de partout.',
  addressesInvalid: 'Une adresse ou un réseau s’écrit 41.59.0.10 ou 41.59.0.0/24.',
  lastUsed: 'Dernier usage',
  neverUsed: 'Jamais',
  state: 'État',
  states: { holds: 'Actif', ending: 'Actif', expired: 'Expiré', revoked: 'Révoqué' },
  endsAt: 'jusqu’au',
  limitedTo: (count) => `De ${count} ${count === 1 ? 'adresse' : 'adresses'}`,
  actions: 'Modifier',
  revoke: 'Révoquer',
  revokeTitle: (name) => `Révoquer ${name} ?`,
  revokeText: 'Les programmes qui s’en servent sont refusés dans la seconde. C’est sans retour.',
  revoked: (name) => `${name} est révoqué`,
  mayNot: 'Votre rôle ne crée ni ne révoque de clés. Adressez-vous à un propriétaire ou à un développeur du compte.',
  forbidden: {
    title: 'Votre rôle ne montre pas les clés',
    text: 'Les propriétaires et développeurs de ce compte les créent et les révoquent. Adressez-vous à l’un d’eux.',
  },
  inactive: 'Le compte n’est pas actif.',
}

export const tokens: typeof en.tokens = {
  title: 'Jetons d’API',
  text: 'Un programme montre son jeton à chaque appel, et peut alors faire ce que le jeton permet.',
  make: 'Créer un jeton',
  makeTitle: 'Créer un jeton d’API',
  submit: 'Créer le jeton',
  token: 'Jeton',
  list: 'Vos jetons',
  empty: 'Aucun jeton pour l’instant. Créez-en un et collez-le dans le programme qui envoie pour vous.',
  pairs: 'Wasambazie et SMSBox emploient des paires de clés : elles sont sous Clés d’API.',
}

export const pairs: typeof en.pairs = {
  title: 'Clés d’API',
  text: 'Une paire a une moitié publique et une moitié secrète. Un programme montre les deux ; la secrète ne vous est montrée qu’une fois.',
  make: 'Générer une paire de clés',
  makeTitle: 'Générer une paire de clés',
  submit: 'Générer la paire',
  publicKey: 'Clé publique',
  secretKey: 'Clé secrète',
  apiKey: 'Clé d’API',
  apiSecret: 'Secret d’API',
  list: 'Vos paires de clés',
  empty: 'Aucune paire pour l’instant. Générez-en une pour un programme écrit pour Wasambazie ou SMSBox.',
  regenerate: 'Régénérer',
  regenerateTitle: (name) => `Régénérer ${name} ?`,
  regenerateText:
    'Une nouvelle paire qui permet la même chose prend sa place. Le secret de l’ancienne ne peut plus être montré.',
  overlap: 'L’ancienne paire prend fin',
  atOnce: 'Tout de suite : si elle a fuité',
  afterDay: 'Dans un jour, le temps de la remplacer',
  afterWeek: 'Dans une semaine',
  tokens: 'MegaSMS, MsGine, eSMS Africa et l’API de Njiwa emploient des jetons.',
}

export const apiSetup: typeof en.apiSetup = {
  title: 'Raccorder un programme',
  text: 'Ce qu’il faut à un programme pour envoyer par ce compte : où appeler, et avec quoi.',
  choose: 'L’API pour laquelle votre programme a été écrit',
  baseUrl: 'URL de base',
  baseUrlHint: 'Elle prend la place de l’adresse du fournisseur ; les chemins qui suivent restent.',
  credential: 'Identifiants',
  none: 'Vous n’en avez pas encore pour cette API.',
  have: (count) => `Vous en avez ${count} pour cette API.`,
  getToken: 'Créer un jeton',
  getPair: 'Générer une paire de clés',
  example: 'Un exemple',
  exampleHint: 'Mettez-y vos identifiants, votre expéditeur et votre numéro.',
  sender: 'Expéditeurs utilisables',
  noSender: 'Aucun expéditeur n’est encore approuvé pour ce compte.',
  reference: 'Tous les appels de cette API',
}
