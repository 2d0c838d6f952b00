import type { ui as en } from '../en/ui.ts'

export const ui: typeof en = {
  close: 'Fermer',
  leaving: { title: 'Quitter cette page ?', leave: 'Quitter' },
  cancel: 'Annuler',
  copy: 'Copier',
  copied: 'Copié',
  newest: 'Au début',
  older: 'Suivants',
  pages: 'Pages de la liste',
  asTable: 'Voir le tableau',
  asChart: 'Voir le graphique',
  chooseFile: 'Choisir un fichier',
  dropFile: 'ou le déposer ici',
  inZone: (zone) => `À votre heure (${zone})`,
  done: (part, whole) => `${part} sur ${whole}`,
  dismiss: 'Masquer',
}
