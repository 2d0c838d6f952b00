// Which row each sealed secret is bound to. Whoever seals and whoever opens has the name from here.
export const sealedAs = {
  carrier: (id: string): string => `carriers/${id}`,
  webhookEndpoint: (accountId: string, id: string): string => `webhook_endpoints/${accountId}/${id}`,
  secondFactor: (userId: string): string => `second_factors/${userId}`,
  accountSecret: (accountId: string, name: AccountSecretName): string => `account_secrets/${accountId}/${name}`,
}

/** `webhook`: what an account's callbacks are signed with where no endpoint is registered. */
type AccountSecretName = 'webhook'
