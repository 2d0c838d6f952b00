/** A line without axes beside its figure, which says what it is: for the eye alone. */
export function Sparkline({ values, colour = 'var(--accent)' }: { values: readonly number[]; colour?: string }) {
  const most = Math.max(...values, 1)
  const step = values.length > 1 ? 96 / (values.length - 1) : 0
  const points = values.map((value, index) => `${2 + index * step},${22 - (value / most) * 20}`).join(' ')
  return (
    <svg viewBox="0 0 100 24" width="100" height="24" aria-hidden="true">
      <polyline points={points} fill="none" stroke={colour} strokeWidth="1.5" strokeLinejoin="round" />
    </svg>
  )
}
