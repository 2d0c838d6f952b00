// What a chart is made of.
export interface Series {
  key: string
  label: string
  /** A colour of tokens.css, as in `var(--state-delivered)`. */
  colour: string
}

export type ChartRow = { at: string } & Record<string, number | string>

export interface ChartParts {
  rows: readonly ChartRow[]
  series: readonly Series[]
  /** How a row's `at` is written. */
  atText(at: string): string
  /** Each `at` is the name of something, and none is left out below the bars. */
  named?: boolean
  /** Lines, bars, or bars on top of one another where the series are parts of a whole. */
  kind: 'line' | 'bar' | 'stacked'
  /** How a figure is written; grouped digits without it. */
  figureText?: (figure: number) => string
}
