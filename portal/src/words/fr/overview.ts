import type * as en from '../en/overview.ts'

export const overview: typeof en.overview = {
  title: 'Accueil',
  balance: 'Solde disponible',
  held: (amount) => `${amount} de plus réservés pour les messages en cours`,
  enoughFor: (count) => `De quoi envoyer environ ${count} SMS dans le pays`,
  todayQuestion: 'Que sont devenus les messages du jour ?',
  today: (count) => `${count} acceptés depuis minuit`,
  noneToday: 'Pas encore de message aujourd’hui.',
  live: 'En direct',
  liveMeaning: 'les changements apparaissent d’eux-mêmes',
  daysQuestion: 'Mes messages arrivent-ils ?',
  daysUnit: 'messages par jour, les 14 derniers jours',
  day: 'Jour',
  routesQuestion: 'Que vaut chaque route ?',
  routesUnit: 'messages des 14 derniers jours',
  route: 'Route',
  underWay: 'En cours',
  latest: 'Derniers messages',
  allMessages: 'Tous les messages',
  noMessages: 'Les messages apparaissent ici à mesure que vous les envoyez.',
  api: {
    title: 'Envoyer depuis votre propre programme',
    text: 'Collez ceci dans un terminal. Un message part de ce compte.',
    makeKey: 'Créer une clé',
    keyName: 'Accueil',
    keyPlace: 'VOTRE_CLE',
    withoutKey:
      'Il faut une clé à la place de VOTRE_CLE. Une clé créée ici peut envoyer et lire des messages, rien d’autre.',
    reference: 'Tous les appels sont dans la référence de l’API',
  },
}

export const firstRun: typeof en.firstRun = {
  title: 'Trois étapes jusqu’à votre premier message',
  done: 'Fait',
  sender: {
    title: 'Obtenir un expéditeur',
    todo: 'Le nom d’où viennent vos messages. L’opérateur l’approuve.',
    pending: (name) => `${name} attend la décision de l’opérateur.`,
    rejected: (name, reason) =>
      `${name} n’a pas été approuvé${reason === null ? '' : ` : ${reason}`}. Demandez-en un autre.`,
    done: (name) => `${name} est approuvé.`,
    label: 'Expéditeur',
    hint: 'Un nom comme MaBoutique',
    submit: 'Le demander',
    invalid:
      'Un expéditeur a de 1 à 11 lettres, chiffres, espaces, traits d’union et points, ou est un numéro entier avec son indicatif.',
  },
  funds: {
    title: 'Avoir des unités dans le portefeuille',
    todo: 'Votre portefeuille est vide. Achetez des unités ou demandez-en à l’opérateur ; elles apparaissent ici aussitôt.',
    buy: 'Acheter des unités',
    done: (amount) => `${amount} à dépenser.`,
  },
  test: {
    title: 'Envoyer un essai à votre propre téléphone',
    todo: 'Un message, au prix de tous les autres.',
    label: 'Votre numéro, avec son indicatif',
    submit: 'Envoyer l’essai',
    invalid: 'Ce numéro n’existe pas. Écrivez-le avec son indicatif, comme +255712345678.',
    text: 'Bonjour ! Ceci est un essai de Njiwa.',
    blocked: 'Il pourra partir une fois les deux étapes ci-dessus terminées.',
    forbidden: 'Une personne dont le rôle permet d’envoyer peut le faire.',
    done: 'Envoyé.',
  },
}
