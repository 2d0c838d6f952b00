// The pages for whoever comes, signed in or not: they stand alone, without navigation.
export const publicRoutes = [] as const
