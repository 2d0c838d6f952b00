// The brand's logo, or the pigeon, in two strokes.
import { brand } from '../brand.ts'

export function Mark({ size = 28 }: { size?: number }) {
  if (brand.logo !== null) return <img src={brand.logo} width={size} height={size} alt="" />
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 32 32"
      fill="none"
      stroke="var(--accent)"
      strokeWidth="3"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <path d="M3 27C9 27 20 26 23 17c1-3 .5-6 2-8 .8-1 2-1.500 4-1.500-1.500-3-6.500-4-9-.5-2 3-1 6-4 9-2 2-6 3-13 3" />
      <path d="M7 20C6 12 9 7 15 5" />
    </svg>
  )
}
