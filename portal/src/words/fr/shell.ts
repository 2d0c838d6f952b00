import type { shell as en } from '../en/shell.ts'

export const shell: typeof en = {
  skip: 'Aller au contenu',
  accounts: 'Vos comptes',
  switchAccount: (name) => `Compte ${name}. En choisir un autre`,
  user: (name) => `Connecté : ${name}`,
  signOut: 'Se déconnecter',
  language: 'Langue',
  inactive: {
    pending:
      'Ce compte n’est pas encore activé. Vous pouvez regarder ; l’envoi commence quand l’opérateur l’aura activé.',
    suspended:
      'Ce compte est suspendu : rien ne peut être envoyé ni modifié. Demandez à l’opérateur pourquoi, et que faire.',
  },
  noAccount: {
    title: 'Vous n’appartenez à aucun compte',
    text: 'Il n’y a encore rien à montrer. Demandez au propriétaire d’un compte de vous y ajouter.',
    staff: 'Vous êtes connecté en tant que personnel : vos pages sont dans la console de l’opérateur.',
    action: 'Aller à la console de l’opérateur',
  },
  foreignAccount: {
    title: 'Cette page est celle d’un compte qui n’est pas le vôtre',
    text: 'Demandez à l’un de ses propriétaires de vous ajouter, ou revenez au vôtre.',
    action: 'Aller à votre vue d’ensemble',
  },
  notStaff: {
    title: 'Cette page est réservée au personnel de l’opérateur',
    text: 'Vous êtes connecté, mais pas en tant que personnel de cette installation.',
    action: 'Aller à votre vue d’ensemble',
  },
}
