import type * as en from '../en/operator-settings.ts'

export const operatorSettings: typeof en.operatorSettings = {
  title: 'Réglages',
  signUp: {
    title: 'Inscriptions',
    means: 'Ces règles valent pour les inscriptions à venir.',
    accounts: 'Qui peut ouvrir un compte ?',
    choices: {
      closed: { label: 'Personne de soi-même', means: 'C’est vous qui créez chaque compte.' },
      pending: { label: 'Tout le monde, avec votre accord', means: 'Un nouveau compte attend que vous l’activiez.' },
      active: {
        label: 'Tout le monde, aussitôt',
        means: 'Un nouveau compte peut envoyer dès qu’il a un nom d’expéditeur et un solde.',
      },
    },
    plan: 'Grille tarifaire d’un nouveau compte',
    planHint: 'Elle fixe le prix des messages et la monnaie du portefeuille.',
    firstPlan: 'La première qui a été créée',
  },
  limits: {
    title: 'Crédits par une seule personne',
    means:
      'Le plus qu’une seule personne peut mettre dans un portefeuille, ou en retirer, en une fois. Au-delà, le crédit attend qu’une deuxième personne le confirme.',
    none: 'Il n’y a pas de limite : une seule personne peut créditer n’importe quel montant.',
    set: 'Fixer une limite',
    currency: 'Monnaie',
    currencyHint: 'Trois lettres, ou units',
    most: 'Le plus en une fois',
    mostHint: 'Avec 0, chaque crédit demande deux personnes',
    mostInvalid: 'Écrivez un montant comme 25000 ou 12,50, ou 0.',
    isSet: (most: string) => `La limite est fixée : ${most} en une fois.`,
    remove: 'Retirer',
    removeTitle: (currency: string) => `Retirer la limite en ${currency} ?`,
    removeMeans: 'Une seule personne pourra alors créditer n’importe quel montant dans cette monnaie.',
    isRemoved: 'La limite est retirée.',
  },
}
