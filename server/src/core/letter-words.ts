// The words of the mails, by language.
type Lines = { before: string; after: string }
type Words<Details> = (details: Details) => { subject: string; lines: Lines }
type Invitation = { account: string; inviter: string | null }
type EndpointDisabled = { account: string; host: string }

type Spoken = {
  greeting(name: string): string
  goodbye: string
  letters: {
    confirm_address: Words<object>
    address_known: Words<object>
    reset_password: Words<object>
    password_changed: Words<object>
    second_factor_removed: Words<object>
    invitation: Words<Invitation>
    endpoint_disabled: Words<EndpointDisabled>
  }
}

const en: Spoken = {
  greeting: (name) => (name === '' ? 'Hello,' : `Hello ${name},`),
  goodbye: 'Nobody reads answers to this address.',
  letters: {
    confirm_address: () => ({
      subject: 'Confirm your e-mail address',
      lines: {
        before: 'Open this link and sign in with the password you chose. It shows us that this address is yours.',
        after: 'It works for 24 hours. If you did not sign up, do nothing.',
      },
    }),
    address_known: () => ({
      subject: 'You have signed up before',
      lines: {
        before:
          'Somebody, probably you, just signed up with this address, and it has a user already. If you forgot the password, choose a new one here:',
        after: 'If it was not you, do nothing: nothing has changed.',
      },
    }),
    reset_password: () => ({
      subject: 'Choose a new password',
      lines: {
        before: 'Open this link to choose a new password.',
        after: 'It works once, for an hour. If you did not ask for it, do nothing: your password stays as it is.',
      },
    }),
    password_changed: () => ({
      subject: 'Your password was changed',
      lines: {
        before:
          'Your password was changed, and you were signed out everywhere else. If that was not you, choose a new one now:',
        after: 'If it was you, there is nothing to do.',
      },
    }),
    second_factor_removed: () => ({
      subject: 'The code at sign-in was turned off',
      lines: {
        before:
          'You are no longer asked for a code of your app when you sign in. If that was not you, choose a new password now:',
        after: 'If it was you, there is nothing to do.',
      },
    }),
    invitation: ({ account, inviter }) => ({
      subject: `Join ${account}`,
      lines: {
        before: `${inviter ?? account} invites you to work in the account ${account}. Open this link to join:`,
        after: 'It works for 7 days. If you do not know what this is about, do nothing.',
      },
    }),
    endpoint_disabled: ({ account, host }) => ({
      subject: `${account}: a webhook endpoint was disabled`,
      lines: {
        before: `Nothing was heard any more at the endpoint of ${account} at ${host}, so it is no longer told. See what it answered:`,
        after: 'Once it works again, enable it there and send again what it missed.',
      },
    }),
  },
}

const sw: Spoken = {
  greeting: (name) => (name === '' ? 'Habari,' : `Habari ${name},`),
  goodbye: 'Hakuna anayesoma majibu ya barua pepe hii.',
  letters: {
    confirm_address: () => ({
      subject: 'Thibitisha barua pepe yako',
      lines: {
        before: 'Fungua kiungo hiki kisha ingia kwa nenosiri ulilochagua. Hivyo tunajua kuwa anwani hii ni yako.',
        after: 'Kinafanya kazi kwa saa 24. Kama hukujisajili, usifanye chochote.',
      },
    }),
    address_known: () => ({
      subject: 'Ulishajisajili hapo awali',
      lines: {
        before:
          'Kuna mtu, huenda ni wewe, amejisajili sasa hivi kwa anwani hii, na tayari ina mtumiaji. Kama umesahau nenosiri, chagua jipya hapa:',
        after: 'Kama si wewe, usifanye chochote: hakuna kilichobadilika.',
      },
    }),
    reset_password: () => ({
      subject: 'Chagua nenosiri jipya',
      lines: {
        before: 'Fungua kiungo hiki ili uchague nenosiri jipya.',
        after:
          'Kinafanya kazi mara moja, ndani ya saa moja. Kama hukukiomba, usifanye chochote: nenosiri lako linabaki vilevile.',
      },
    }),
    password_changed: () => ({
      subject: 'Nenosiri lako limebadilishwa',
      lines: {
        before:
          'Nenosiri lako limebadilishwa, na umetolewa kwenye vifaa vingine vyote. Kama si wewe uliyefanya hivyo, chagua jipya sasa:',
        after: 'Kama ni wewe, huna la kufanya.',
      },
    }),
    second_factor_removed: () => ({
      subject: 'Msimbo wa kuingia umezimwa',
      lines: {
        before:
          'Hutaombwa tena msimbo wa programu yako unapoingia. Kama si wewe uliyezima, chagua nenosiri jipya sasa:',
        after: 'Kama ni wewe, huna la kufanya.',
      },
    }),
    invitation: ({ account, inviter }) => ({
      subject: `Jiunge na ${account}`,
      lines: {
        before: `${inviter ?? account} anakualika kufanya kazi kwenye akaunti ya ${account}. Fungua kiungo hiki ili ujiunge:`,
        after: 'Kinafanya kazi kwa siku 7. Kama hujui hili linahusu nini, usifanye chochote.',
      },
    }),
    endpoint_disabled: ({ account, host }) => ({
      subject: `${account}: anwani ya webhook imezimwa`,
      lines: {
        before: `Anwani ya ${account} kwenye ${host} haikusikika tena, hivyo haiarifiwi tena. Ona ilichojibu:`,
        after: 'Ikifanya kazi tena, iwashe hapo na utume tena ilichokosa.',
      },
    }),
  },
}

const fr: Spoken = {
  greeting: (name) => (name === '' ? 'Bonjour,' : `Bonjour ${name},`),
  goodbye: 'Personne ne lit les réponses à cette adresse.',
  letters: {
    confirm_address: () => ({
      subject: 'Confirmez votre adresse e-mail',
      lines: {
        before:
          'Ouvrez ce lien et connectez-vous avec le mot de passe que vous avez choisi : nous saurons ainsi que cette adresse est à vous.',
        after: 'Il est valable 24 heures. Si vous ne vous êtes pas inscrit, ne faites rien.',
      },
    }),
    address_known: () => ({
      subject: 'Vous êtes déjà inscrit',
      lines: {
        before:
          'Quelqu’un, sans doute vous, vient de s’inscrire avec cette adresse, qui est déjà connue. Si vous avez oublié le mot de passe, choisissez-en un autre ici :',
        after: 'Si ce n’était pas vous, ne faites rien : rien n’a changé.',
      },
    }),
    reset_password: () => ({
      subject: 'Choisissez un nouveau mot de passe',
      lines: {
        before: 'Ouvrez ce lien pour choisir un nouveau mot de passe.',
        after:
          'Il sert une seule fois, pendant une heure. Si vous n’avez rien demandé, ne faites rien : votre mot de passe reste le même.',
      },
    }),
    password_changed: () => ({
      subject: 'Votre mot de passe a été changé',
      lines: {
        before:
          'Votre mot de passe a été changé et vos autres sessions ont été fermées. Si ce n’était pas vous, choisissez-en un autre tout de suite :',
        after: 'Si c’était vous, il n’y a rien à faire.',
      },
    }),
    second_factor_removed: () => ({
      subject: 'Le code à la connexion a été désactivé',
      lines: {
        before:
          'Le code de votre application ne vous est plus demandé à la connexion. Si ce n’était pas vous, choisissez un nouveau mot de passe tout de suite :',
        after: 'Si c’était vous, il n’y a rien à faire.',
      },
    }),
    invitation: ({ account, inviter }) => ({
      subject: `Rejoignez ${account}`,
      lines: {
        before: `${inviter ?? account} vous invite à travailler dans le compte ${account}. Ouvrez ce lien pour le rejoindre :`,
        after: 'Il est valable 7 jours. Si cela ne vous dit rien, ne faites rien.',
      },
    }),
    endpoint_disabled: ({ account, host }) => ({
      subject: `${account} : une adresse de webhook a été désactivée`,
      lines: {
        before: `Plus rien n’était entendu à l’adresse de ${account} chez ${host} : elle n’est plus prévenue. Voyez ce qu’elle a répondu :`,
        after: 'Quand elle marche de nouveau, activez-la là et renvoyez ce qu’elle a manqué.',
      },
    }),
  },
}

export const letterWords = { en, sw, fr }
