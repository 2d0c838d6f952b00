// The paths of the pages. The build hands them to the server, which serves the page at each and nowhere else.
export const PATHS = {
  overview: '/',
  logs: '/logs',
  message: '/logs/$id',
} as const
