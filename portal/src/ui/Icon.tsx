// The few icons there are, each beside its word or with a label of its own.
const PATHS = {
  overview: 'M4 11.500 12 5l8 6.500V19a1 1 0 0 1-1 1h-4.500v-5h-5v5H5a1 1 0 0 1-1-1Z',
  logs: 'M5 6h14M5 12h14M5 18h9',
  docs: 'M9 8.500 5.500 12 9 15.500M15 8.500l3.500 3.500-3.500 3.500',
  person:
    'M12 11.500a3.500 3.500 0 1 0 0-7 3.500 3.500 0 0 0 0 7ZM5 20c.8-3.700 3.600-5.500 7-5.500s6.200 1.800 7 5.500',
  send: 'M20 4 10.500 13.500M20 4l-6 16-3.500-6.500L4 10Z',
  scheduled: 'M12 20a8 8 0 1 0 0-16 8 8 0 0 0 0 16ZM12 7.500V12l3 2',
  inbox: 'M4 13.500 6.500 5h11L20 13.500V19H4ZM4 13.500h4.500l1.500 2.500h4l1.500-2.500H20',
  contacts:
    'M9 11a3 3 0 1 0 0-6 3 3 0 0 0 0 6ZM3.500 19c.6-3.200 2.800-5 5.500-5s4.900 1.800 5.500 5M15.500 5.300a3 3 0 0 1 0 5.400M17.500 14.300c1.600.8 2.600 2.300 3 4.700',
  templates: 'M6 4h12v16H6ZM9 8.500h6M9 12h6M9 15.500h3',
  senderIds: 'M4 6h16v12H4ZM9 13a2 2 0 1 0 0-4 2 2 0 0 0 0 4ZM6.500 15.500h5M14.500 10h3M14.500 13.500h3',
  numbers: 'M9.500 4 7.500 20M16.500 4l-2 16M4.500 9h16M3.500 15h16',
  keys: 'M8 16.500a4 4 0 1 0 0-8 4 4 0 0 0 0 8ZM12 12.500h8.500v3M17 12.500v2.500',
  webhooks: 'M13 3.500 5.500 13H12l-1 7.500L18.500 11H12Z',
  wallet: 'M4 7.500h16v11.500H4ZM4 7.500 15 4v3.500M16 13.200h.1',
  coverage:
    'M12 20a8 8 0 1 0 0-16 8 8 0 0 0 0 16ZM4 12h16M12 4c2.500 2.300 3.500 5 3.500 8s-1 5.700-3.500 8c-2.500-2.300-3.500-5-3.500-8s1-5.700 3.500-8Z',
  team: 'M12 10.500a3 3 0 1 0 0-6 3 3 0 0 0 0 6ZM6.500 19c.5-3.200 2.700-5 5.500-5s5 1.800 5.500 5M5 12.500a2 2 0 1 0 0-4M19 12.500a2 2 0 1 1 0-4',
  security: 'M12 3.500 5 6v5.500c0 4.200 2.700 7.300 7 9 4.300-1.700 7-4.800 7-9V6ZM9 12l2.200 2.200L15 10',
  operator: 'M4 6h7v5H4ZM13 6h7v12h-7ZM4 13h7v5H4Z',
  accounts: 'M4 20V6l8-2v16M12 9h8v11M4 20h16M7 9h2M7 12.500h2M7 16h2M15 12.500h2M15 16h2',
  review: 'M5 4h10l4 4v12H5ZM8.500 13.500l2.500 2.500 4.500-5',
  orders: 'M4 5h2l2 10h10l2-7H7M9.500 19h.1M16.500 19h.1',
  prices: 'M4 4h8l8 8-8 8-8-8ZM8.200 8.200h.1',
  exchange: 'M5 9h14l-4-4M19 15H5l4 4',
  routes: 'M6 8a2 2 0 1 0 0-4 2 2 0 0 0 0 4ZM18 20a2 2 0 1 0 0-4 2 2 0 0 0 0 4ZM6 8v4a4 4 0 0 0 4 4h6',
  carriers: 'M12 10.500v9.500M8.500 20h7M9 13a4 4 0 1 1 6 0M6.500 15.500a8 8 0 1 1 11 0',
  reports: 'M5 20V4M5 20h15M9 16v-4M13 16V8M17 16v-6',
  ledger: 'M5 4h14v16H5ZM12 4v16M8 8.500h1.500M8 12h1.500M14.500 8.500H16M14.500 12H16',
  audit: 'M5 4h9M5 8.500h6M5 13h4M15 19a4 4 0 1 0 0-8 4 4 0 0 0 0 8ZM18 18l2.500 2.500',
  branding: 'M5 19c3 0 3-2.500 3-4a3 3 0 0 1 4-2.800C13.500 13 14 14 14 15c0 3-4 4.500-9 4ZM12 12l7-8M14 14l6-9',
  settings: 'M4 7.500h7M15 7.500h5M13 5.500v4M4 16.500h5M13 16.500h7M11 14.500v4',
  menu: 'M4 7h16M4 12h16M4 17h16',
  close: 'm6 6 12 12M18 6 6 18',
  down: 'm6 10 6 6 6-6',
  up: 'm6 14 6-6 6 6',
  plus: 'M12 5v14M5 12h14',
  download: 'M12 4v11M7.500 11 12 15.500 16.500 11M5 20h14',
  upload: 'M12 16V5M7.500 9 12 4.500 16.500 9M5 20h14',
  copy: 'M9 9h11v11H9ZM5 15H4V4h11v1',
  search: 'M11 18a7 7 0 1 0 0-14 7 7 0 0 0 0 14ZM16 16l4.500 4.500',
  choose: 'm8 10 4-4 4 4M8 14l4 4 4-4',
  check: 'm5 12.500 4.500 4.500L19 7.500',
  back: 'm14 6-6 6 6 6',
  forward: 'm10 6 6 6-6 6',
}
export type IconName = keyof typeof PATHS

export function Icon({ name, size = 20 }: { name: IconName; size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.75"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <path d={PATHS[name]} />
    </svg>
  )
}
