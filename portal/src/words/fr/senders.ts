import type * as en from '../en/senders.ts'

export const senders: typeof en.senders = {
  title: 'Expéditeurs',
  request: 'Demander un expéditeur',
  submit: 'Le demander',
  requested: (name) => `${name} est demandé. L’opérateur décide ; vous le verrez ici.`,
  none: 'Vous n’avez pas encore d’expéditeur. Demandez le nom d’où viendront vos messages ; l’opérateur l’approuve.',
  name: 'Expéditeur',
  status: 'État',
  statuses: { pending: 'En cours d’examen', approved: 'Approuvé', rejected: 'Non approuvé' },
  countries: 'Pays',
  everywhere: 'Partout',
  someCountries: 'Dans certains pays seulement',
  where: 'Où enverrez-vous sous ce nom ?',
  addCountry: 'Ajouter un pays',
  chooseCountry: 'Choisissez un pays',
  withoutCountry: (name) => `Sans ${name}`,
  countriesMissing: 'Choisissez un pays, ou « Partout ».',
  sample: 'Exemple de message',
  sampleHint: (length) => `Ce que vous enverrez sous ce nom, de 15 à 170 caractères. Pour l’instant ${length}.`,
  sampleInvalid: 'Écrivez ce que vous enverrez sous ce nom, en 15 à 170 caractères.',
  nameInvalid:
    'Écrivez de 1 à 11 lettres, chiffres, espaces, traits d’union et points, ou un numéro entier avec son indicatif.',
  asked: 'Demandé',
  rules: {
    length: 'Au plus 11 caractères : lettres et chiffres et, s’il le faut, une espace, un trait d’union ou un point.',
    business: 'Il se rapporte à votre entreprise, organisation ou service.',
    brands: 'Il n’imite pas la marque de quelqu’un d’autre.',
  },
}

export const notices: typeof en.notices = {
  putAway: 'Vu',
  senderApproved: (name) => `L’expéditeur ${name} est approuvé. Vous pouvez envoyer sous ce nom.`,
  senderApprovedFor: (name, countries) => `L’expéditeur ${name} est approuvé pour ${countries}.`,
  senderRejected: (name, reason) => `L’expéditeur ${name} n’a pas été approuvé : ${reason}`,
  numberAssigned: (number) => `Le numéro ${number} est à vous. Dites où ses messages sont transmis, ou lisez-les ici.`,
  numberRefused: (reason) => `Votre demande de numéro a été refusée : ${reason}`,
  endpointFailing: (url) =>
    `L’adresse ${url} a été désactivée : rien n’y a été entendu pendant cinq jours. Réparez-la, activez-la, puis renvoyez ce qu’elle a manqué.`,
  endpointGone: (url) =>
    `L’adresse ${url} a été désactivée : elle a répondu 410, c’est-à-dire qu’elle n’existe plus. Activez-la si c’était une erreur.`,
}

export const whyNot: typeof en.whyNot = {
  role: 'Votre rôle permet de voir ceci, pas de le changer. Demandez à un propriétaire ou à un développeur du compte.',
  inactive: 'Le compte n’est pas actif : rien ne peut être changé.',
}
