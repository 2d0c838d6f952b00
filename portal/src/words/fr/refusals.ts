import type * as en from '../en/refusals.ts'

const unreadable = 'Le serveur n’a pas pu lire ce que cette page a envoyé. Rechargez la page et réessayez.'
const signedOut = 'Vous êtes déconnecté. Reconnectez-vous.'

export const refusals: typeof en.refusals = {
  path_unknown: 'Il n’y a plus rien à cette adresse. Rechargez la page.',
  method_not_allowed: 'Cette page est plus ancienne que le serveur. Rechargez-la et réessayez.',
  headers_too_large: 'Le navigateur envoie trop de choses à chaque appel. Effacez les cookies de ce site et réessayez.',
  credentials_missing: signedOut,
  credentials_unreadable: signedOut,
  credentials_invalid: () => 'Nous ne vous avons pas reconnu. Vérifiez ce que vous avez écrit, ou reconnectez-vous.',
  rate_limited: () => 'Trop de tentatives. Patientez un peu avant de réessayer.',
  permission_missing: () => 'Votre rôle dans ce compte ne le permet pas. Demandez à un propriétaire du compte.',
  account_not_active:
    'Ce compte n’est pas actif : rien ne peut y être modifié ni envoyé pour le moment. Demandez à l’opérateur de l’activer.',
  body_too_large: 'C’est trop en une fois. Envoyez-le en plusieurs parties.',
  content_type_unsupported: unreadable,
  body_unreadable: unreadable,
  idempotency_key_invalid: unreadable,
  idempotency_key_reused: 'Ceci a déjà été envoyé avec un autre contenu. Rechargez la page et recommencez.',
  idempotency_key_busy: 'C’est déjà en cours. Attendez quelques secondes et vérifiez avant de réessayer.',
  field_missing: (_said, field) => `Il manque une indication : ${field}. Ajoutez-la.`,
  field_invalid: (said, field) => `Une indication n’est pas valable (${field}). Le serveur dit : « ${said} »`,
  recipients_missing: 'Il n’y a personne à qui envoyer. Donnez au moins un numéro.',
  recipients_too_many: 'Une demande compte 10 000 destinataires au plus. Partagez-la en plusieurs.',
  recipient_invalid: () => 'Ce numéro ne peut pas exister. Écrivez-le avec l’indicatif du pays, comme +255712345678.',
  recipient_opted_out: () =>
    'Un destinataire ne veut plus de vos messages. Retirez-le ; il est dans la liste des désinscrits.',
  text_empty: 'Il n’y a pas de texte. Écrivez au moins un caractère.',
  text_too_long: 'Le texte dépasse 1 600 caractères. Raccourcissez-le, ou envoyez-le en plusieurs parties.',
  not_found: () => 'Votre compte n’a rien de tel. Cela a peut-être été supprimé.',
  conflict: () => 'Ce n’est pas possible dans l’état actuel. Regardez d’abord où en sont les choses.',
  sender_id_not_approved: () =>
    'Ce nom d’expéditeur n’est pas approuvé pour votre compte. Demandez-le, ou utilisez-en un qui l’est.',
  sender_id_not_for_country: () =>
    'Ce nom d’expéditeur n’est pas approuvé pour le pays d’un destinataire. Retirez ces numéros, ou prenez un autre nom.',
  destination_not_served: () => 'Vous n’avez ni route ni prix pour l’un des numéros. Voyez la page des prix.',
  insufficient_funds: () => 'Le solde du portefeuille ne suffit pas. Rechargez-le, puis renvoyez.',
  carrier_rejected: 'L’opérateur du réseau a refusé le message. Rien n’a été facturé.',
  unavailable: 'Le serveur ne peut pas répondre pour le moment, et rien n’a été fait. Réessayez dans un instant.',
  reauthentication_required: 'Montrez encore une fois que c’est bien vous.',
  second_factor_required: 'Donnez le code de votre application.',
  address_unconfirmed:
    'Votre adresse n’est pas encore confirmée. Ouvrez le lien du message que nous venons de vous envoyer.',
}

export const obstacles: typeof en.obstacles = {
  already_member: 'Cette personne fait déjà partie du compte.',
  already_exists: 'Il y en a déjà un comme celui-ci. Choisissez-en un autre, ou modifiez celui qui existe.',
  too_many: 'Le nombre maximal est atteint. Supprimez-en ou annulez-en d’abord.',
  sign_in_first: 'Vous avez déjà un utilisateur ici. Connectez-vous, puis rejoignez le compte.',
  invitation_of_another: 'Cette invitation est allée à une autre adresse. Connectez-vous avec celle-là pour rejoindre.',
  ended_already: 'Cette clé n’est plus valable. Créez-en une nouvelle.',
  endpoint_disabled: 'Ce point d’appel est désactivé. Activez-le d’abord.',
  endpoint_removed: 'Ce point d’appel a été supprimé : plus rien ne peut y être annoncé.',
  payment_seen: 'Votre paiement a déjà été vu : cette commande ne peut plus être annulée.',
  paid_otherwise: 'Cette commande a été confirmée avec un autre paiement.',
  decided_already: 'C’est déjà décidé. Rechargez la page pour voir comment.',
  payment_used: 'Cette référence a déjà servi pour autre chose. Vérifiez-la.',
  second_person_needed: 'Il faut une deuxième personne : quelqu’un d’autre doit l’approuver.',
  own_role: 'Personne ne change son propre rôle. Demandez à un autre administrateur.',
  last_admin: 'C’est le dernier administrateur. Nommez-en d’abord un autre.',
  last_owner: 'Un compte a au moins un propriétaire. Nommez-en d’abord un autre.',
  owners_only: 'Seul un propriétaire peut en nommer un autre, ou lui retirer ce rôle.',
  second_factor_on: 'Un code est déjà demandé. Désactivez-le d’abord pour utiliser une autre application.',
  second_factor_off: 'Aucun code n’est demandé : il n’y a donc pas de codes de secours.',
  sent_already: 'C’est déjà envoyé.',
  other_site:
    'Ceci ne vient pas d’une page de ce portail : rien n’a été fait. Ouvrez le portail à sa propre adresse ; derrière un proxy, l’opérateur règle NJIWA_TRUSTED_PROXIES.',
  page_outdated: 'Cette page n’est plus à jour. Rechargez-la et réessayez.',
  staff_only: 'Cet endroit est réservé à ceux qui gèrent l’installation.',
  customers_only:
    'Les clés, les secrets et l’équipe ne sont modifiés que par les gens du compte. Demandez à l’un d’eux.',
  duty_of_others: 'Votre rôle dans le personnel ne le permet pas. Demandez à un administrateur.',
  other_currency: 'Le portefeuille de ce compte est dans une autre monnaie que ces tarifs.',
  beyond_first_approval: 'La première approbation porte sur moins de pays. Approuvez ceux-là, ou moins.',
  not_encrypted:
    'Cette adresse n’est pas chiffrée : un mot de passe pourrait être lu en chemin. Ouvrez le portail en https.',
  carrier_elsewhere: 'Ce nœud ne fait pas tourner cette connexion : elle est en pause, ou un autre nœud s’en charge.',
  sign_up_closed: 'Ici, personne ne s’inscrit soi-même. Demandez un compte à l’opérateur.',
}
