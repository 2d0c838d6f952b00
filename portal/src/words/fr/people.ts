import type * as en from '../en/people.ts'

export const people: typeof en.people = {
  forgot: 'Mot de passe oublié ?',
  signUpInstead: 'Ouvrir un compte',
  signInInstead: 'Se connecter',
  wrong: 'Cette adresse et ce mot de passe ne vont pas ensemble. Vérifiez les deux et réessayez.',
  tooMany: 'Trop d’essais. Attendez un peu, puis réessayez.',
  password: 'Mot de passe',
  newPassword: 'Nouveau mot de passe',
  passwordHint: '8 caractères ou plus. Une phrase se retient mieux qu’un mot plein de signes.',
  showPassword: 'Montrer ce que j’écris',
  passwordShort: 'Un mot de passe a de 8 à 128 caractères.',
  emailInvalid: 'Indiquez une adresse e-mail, par exemple amina@example.com.',
  nameMissing: 'Indiquez votre nom.',
}

export const codeStep: typeof en.codeStep = {
  title: 'Votre code',
  text: 'Ouvrez votre application d’authentification et recopiez les six chiffres qu’elle montre pour ce portail.',
  recovery: 'Pas de téléphone sous la main ? Donnez plutôt l’un de vos codes de secours.',
  label: 'Code',
  submit: 'Se connecter',
  missing: 'Indiquez le code.',
  wrong: 'Ce code est faux ou a déjà servi. Donnez celui que l’application montre maintenant.',
  back: 'Prendre une autre adresse',
}

export const signUp: typeof en.signUp = {
  title: 'Ouvrir un compte',
  text: 'Le compte est à vous : vous pourrez y inviter d’autres personnes.',
  name: 'Votre nom',
  account: 'Nom du compte',
  accountHint: 'Votre entreprise, votre école ou votre projet',
  accountMissing: 'Indiquez le nom du compte.',
  email: 'Adresse e-mail',
  submit: 'Ouvrir le compte',
  closed: {
    title: 'On ne s’inscrit pas soi-même ici',
    text: 'Demandez un compte à l’exploitant de ce service.',
  },
  sent: {
    title: 'Consultez votre messagerie',
    text: (email) =>
      `Nous avons écrit à ${email}. Ouvrez le lien de ce message et connectez-vous : nous saurons que l’adresse est à vous.`,
    hint: 'Rien après quelques minutes ? Regardez parmi les indésirables, ou inscrivez-vous de nouveau.',
  },
}

export const confirmAddress: typeof en.confirmAddress = {
  text: 'Connectez-vous avec le mot de passe choisi. Nous saurons ainsi que cette adresse est à vous.',
  spent: 'Ce lien a déjà servi ou a expiré. Connectez-vous sans lui : nous vous en enverrons un autre.',
  unconfirmed: 'Votre adresse n’est pas encore confirmée. Ouvrez le lien du message que nous venons de vous envoyer.',
}

export const reset: typeof en.reset = {
  title: 'Mot de passe oublié ?',
  text: 'Indiquez votre adresse. Nous vous envoyons un lien pour choisir un nouveau mot de passe.',
  email: 'Adresse e-mail',
  submit: 'Envoyez-moi le lien',
  sent: {
    title: 'Consultez votre messagerie',
    text: (email) => `Si ${email} est connue ici, un message vient de partir avec un lien. Il est valable une heure.`,
  },
  choose: 'Choisir un nouveau mot de passe',
  save: 'Enregistrer le mot de passe',
  done: {
    title: 'Votre nouveau mot de passe est en place',
    text: 'Toutes vos sessions ont été fermées. Connectez-vous avec le nouveau.',
  },
  spent: 'Ce lien a déjà servi ou a expiré.',
  again: 'Demander un autre lien',
}

export const invitation: typeof en.invitation = {
  title: (account) => `Rejoindre ${account}`,
  text: (account, role) => `Vous êtes invité à travailler dans le compte ${account}. Votre rôle : ${role}.`,
  name: 'Votre nom',
  join: 'Rejoindre',
  signInFirst: (email) => `${email} est déjà connue ici. Connectez-vous, et vous pourrez rejoindre le compte.`,
  otherAddress: (own, invited) =>
    `Vous êtes connecté en tant que ${own}, et l’invitation est adressée à ${invited}. Déconnectez-vous et rouvrez le lien.`,
  signOut: 'Se déconnecter',
  gone: {
    title: 'Cette invitation n’est plus valable',
    text: 'Elle a servi, a été annulée, ou sa semaine est passée. Demandez-en une autre à qui vous a invité.',
  },
}

export const reauthentication: typeof en.reauthentication = {
  title: 'Est-ce toujours vous ?',
  text: 'Les clés, les secrets et les personnes ne se changent que peu après un mot de passe ou un code.',
  password: 'Votre mot de passe',
  code: 'Le code de votre application',
  byCode: 'Donner plutôt un code',
  byPassword: 'Donner plutôt le mot de passe',
  submit: 'Continuer',
  wrong: 'Ce n’est pas cela. Réessayez.',
}

export const profile: typeof en.profile = {
  title: 'Votre connexion',
  you: 'Vous',
  name: 'Nom',
  email: 'Adresse e-mail',
  language: 'Langue',
  languageHint: 'De ces pages, et des messages que vous recevez',
  save: 'Enregistrer',
  saved: 'Enregistré',
  passwordTitle: 'Mot de passe',
  passwordText: 'En le changeant, vous restez connecté ici et êtes déconnecté partout ailleurs.',
  current: 'Votre mot de passe actuel',
  change: 'Changer le mot de passe',
  changed: 'Votre mot de passe est changé',
  wrongPassword: 'Ce n’est pas votre mot de passe.',
  factor: {
    title: 'Code à la connexion',
    off: 'Désactivé. Avec lui, un mot de passe volé n’ouvre rien à lui seul.',
    on: 'Activé. Un code de votre application vous est demandé à chaque connexion.',
    turnOn: 'Activer',
    turnOff: 'Désactiver',
    turnOffTitle: 'Ne plus demander de code ?',
    turnOffText:
      'Votre mot de passe ouvrira alors vos comptes à lui seul, et vos codes de secours ne serviront plus à rien.',
    turnedOn: 'Un code vous sera désormais demandé',
    turnedOff: 'Aucun code ne vous est plus demandé',
    scan: 'Scannez ceci avec une application d’authentification, comme Aegis, 2FAS ou Google Authenticator.',
    qr: 'Code QR du secret ci-dessous',
    byHand: 'Ou recopiez ce secret dans l’application :',
    code: 'Les six chiffres que montre l’application',
    confirm: 'Confirmer',
    wrongCode: 'Ce n’est pas le code que l’application montre maintenant.',
    left: (count) => `Codes de secours restants : ${count}`,
    renew: 'Nouveaux codes de secours',
    renewText: 'Dix nouveaux codes remplacent ceux que vous avez.',
  },
  recovery: {
    title: 'Conservez ces codes de secours maintenant',
    text: 'Ils ne sont montrés que cette fois. Chacun ouvre votre compte une fois si le téléphone est perdu : gardez-les ailleurs que lui.',
    copy: 'Tout copier',
    stored: 'Je les ai conservés',
  },
  sessions: {
    title: 'Où vous êtes connecté',
    browser: 'Navigateur',
    address: 'Adresse',
    since: 'Connecté depuis',
    seen: 'Dernière activité',
    here: 'Celui-ci',
    endOthers: 'Déconnecter partout ailleurs',
    ended: 'Vous êtes déconnecté partout ailleurs',
    onlyHere: 'Vous n’êtes connecté qu’ici.',
    unknown: 'Navigateur inconnu',
    on: (browser, system) => `${browser} sur ${system}`,
  },
}
