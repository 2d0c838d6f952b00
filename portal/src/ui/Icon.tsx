// The few icons there are, each beside its word or with a label of its own.
const PATHS = {
  overview: 'M4 11.500 12 5l8 6.500V19a1 1 0 0 1-1 1h-4.500v-5h-5v5H5a1 1 0 0 1-1-1Z',
  logs: 'M5 6h14M5 12h14M5 18h9',
  docs: 'M9 8.500 5.500 12 9 15.500M15 8.500l3.500 3.500-3.500 3.500',
  person:
    'M12 11.500a3.500 3.500 0 1 0 0-7 3.500 3.500 0 0 0 0 7ZM5 20c.8-3.700 3.600-5.500 7-5.500s6.200 1.800 7 5.500',
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
