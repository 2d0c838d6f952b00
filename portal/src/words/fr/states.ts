import type * as en from '../en/states.ts'

export const states: typeof en.states = {
  queued: 'En file',
  sent: 'Envoyé',
  delivered: 'Remis',
  failed: 'Échoué',
  scheduled: 'Programmé',
  suspended: 'Suspendu',
  cancelled: 'Annulé',
}

export const stateMeanings: typeof en.stateMeanings = {
  queued: 'accepté, en attente d’un transporteur',
  sent: 'un transporteur l’a pris ; le téléphone n’a pas encore confirmé',
  delivered: 'le téléphone l’a reçu',
  failed: 'il n’est pas arrivé',
  scheduled: 'il part à son heure',
  suspended: 'il attend que vous le repreniez',
  cancelled: 'il a été retiré avant son départ',
}

export const reasons: typeof en.reasons = {
  rejected: 'le transporteur l’a refusé',
  not_submitted: 'aucun transporteur n’a pu le prendre',
  opted_out: 'le destinataire s’est désinscrit avant son heure',
  undeliverable: 'le téléphone était injoignable',
  expired: 'aucune réponse avant la fin de sa validité',
  deleted: 'le transporteur l’a supprimé',
  refused_by_network: 'le réseau du destinataire l’a refusé',
}

export const story: typeof en.story = {
  accepted: 'Accepté',
  changed: 'Modifié avant son départ',
  suspended: 'Suspendu',
  resumed: 'Repris',
  cancelled: 'Annulé',
  retry: 'Refusé pour l’instant, à réessayer',
  uncertain: 'La connexion s’est rompue avant la réponse du transporteur',
  sent: 'Pris par le transporteur',
  receipt: 'Un accusé qui n’a rien changé',
  delivered: 'Remis',
  failed: 'Échoué',
  delivered_late: 'Remis tout de même, sans frais',
  captured: 'Payé',
  released: 'Rendu au portefeuille',
  webhook: 'Votre adresse a été prévenue',
}

export const encodings: typeof en.encodings = { gsm7: 'GSM-7', ucs2: 'Unicode' }
