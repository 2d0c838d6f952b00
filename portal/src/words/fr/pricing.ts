import type { pricing as en } from '../en/pricing.ts'

export const pricing: typeof en = {
  title: 'Couverture et tarifs',
  search: 'Pays, indicatif ou réseau',
  searchHint: 'Tanzanie, +255 ou 25574',
  segments: 'Segments du texte',
  segmentsHint:
    'Jusqu’à 160 lettres, c’est 1 segment, jusqu’à 306, 2 ; avec des emojis ou d’autres lettres, jusqu’à 70 et 134.',
  download: 'Télécharger en CSV',
  downloadFailed: 'Le fichier n’a pas pu être téléchargé.',
  country: 'Pays',
  numbers: 'Numéros',
  network: (prefix) => `Commençant par +${prefix}`,
  wholeCountry: (code) => `Tous les autres, +${code}`,
  perSegment: 'Par segment',
  perText: (count) => (count === '1' ? 'Un texte d’un segment' : `Un texte de ${count} segments`),
  priceOf: (amount) => `${amount} au tarif de la route`,
  route: 'Route',
  none: 'Votre plan tarifaire n’a pas encore de prix, ou aucune route n’est ouverte. Demandez à l’opérateur.',
  noneMatch: 'Aucun pays ni réseau de ce genre n’est desservi. Demandez à l’opérateur si vous en avez besoin.',
  shown: (shown, all) => `${shown} sur ${all} sont affichés.`,
  showAll: 'Tout afficher',
  forbidden: 'Votre rôle dans ce compte ne montre pas les tarifs. Demandez à un propriétaire si vous en avez besoin.',
}
