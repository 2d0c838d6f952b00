// The parts that every page is made of.
export const ui = {
  close: 'Close',
  leaving: { title: 'Leave this page?', leave: 'Leave' },
  cancel: 'Cancel',
  copy: 'Copy',
  copied: 'Copied',
  newest: 'To the start',
  older: 'Next',
  pages: 'Pages of the list',
  asTable: 'Show as table',
  asChart: 'Show as chart',
  chooseFile: 'Choose a file',
  dropFile: 'or drop it here',
  inZone: (zone: string) => `In your time (${zone})`,
  done: (part: string, whole: string) => `${part} of ${whole}`,
  dismiss: 'Dismiss',
}
