// The pages of the operator's staff, each loaded when somebody goes there.
export const operatorRoutes = [] as const
