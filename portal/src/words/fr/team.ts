import type * as en from '../en/team.ts'

export const roles: typeof en.roles = {
  owner: 'Propriétaire',
  developer: 'Développeur',
  finance: 'Finances',
  viewer: 'Lecteur',
}

export const roleMeanings: typeof en.roleMeanings = {
  owner: 'tout, et désigne les autres propriétaires',
  developer: 'envoie, gère clés, webhooks et expéditeurs, invite des personnes',
  finance: 'voit le portefeuille et les prix et achète des unités ; aucun message',
  viewer: 'voit tout, ne change rien',
}

export const team: typeof en.team = {
  title: 'Équipe',
  person: 'Personne',
  email: 'Adresse e-mail',
  role: 'Rôle',
  code: 'Code à la connexion',
  codeOn: 'Oui',
  codeOff: 'Non',
  you: 'vous',
  actions: 'Modifier',
  invite: 'Inviter quelqu’un',
  inviteTitle: 'Inviter quelqu’un dans ce compte',
  inviteText: 'Un message lui parvient avec un lien valable 7 jours.',
  send: 'Envoyer l’invitation',
  sent: (email) => `L’invitation à ${email} est en route`,
  invitations: 'Invités',
  until: 'Valable jusqu’au',
  over: 'Expirée',
  again: 'Renvoyer',
  cancel: 'Annuler l’invitation',
  cancelled: (email) => `L’invitation à ${email} est annulée`,
  changeRole: (name) => `Changer le rôle de ${name}`,
  changeRoleButton: 'Changer le rôle',
  saveRole: 'Enregistrer le rôle',
  roleSaved: (name, role) => `${name} est maintenant : ${role}`,
  remove: 'Retirer',
  removeTitle: (name) => `Retirer ${name} de ce compte ?`,
  removeText:
    'Cette personne ne verra et ne fera plus rien ici. Les clés qu’elle a créées restent : révoquez-les s’il le faut.',
  removed: (name) => `${name} n’est plus dans l’équipe`,
  onlyOwners: 'Seul un propriétaire peut le faire.',
  lastOwner: 'Un compte a au moins un propriétaire. Désignez-en d’abord un autre.',
  mayNot: 'Votre rôle ne change pas l’équipe. Adressez-vous à un propriétaire.',
  whatRolesMay: 'Ce que permet chaque rôle',
}
