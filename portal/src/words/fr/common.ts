import type * as en from '../en/common.ts'

export const secret: typeof en.secret = {
  title: 'Conservez cette clé maintenant',
  text: 'Elle n’est montrée que cette fois. Nous n’en gardons qu’une empreinte : personne ne pourra la remontrer.',
  stored: 'Je l’ai conservée',
}

export const problem: typeof en.problem = {
  title: 'Chargement impossible',
  offline: 'Le serveur est injoignable. Vérifiez votre connexion et réessayez.',
  unexpected: 'Une erreur s’est produite de notre côté. Réessayez ; si elle persiste, donnez ce numéro à l’opérateur :',
  again: 'Réessayer',
}

export const notFound: typeof en.notFound = {
  title: 'Il n’y a rien à cette adresse',
  text: 'L’adresse est peut-être mal écrite, ou la page a été déplacée.',
  action: 'Aller à la vue d’ensemble',
}
