// Makes the redirect URI of the Host header.
//#file providerRoutes.ts
//#replace
redirectUriOf(parts), start)
//#with
redirectUriOf(parts, context), start)
//#end
//#replace
redirectUriOf(parts), { code
//#with
redirectUriOf(parts, context), { code
//#end
//#replace
function redirectUriOf({ publicOrigin }: ProviderParts): string {
  return `${publicOrigin}${path}/callback`
//#with
function redirectUriOf({ publicOrigin }: ProviderParts, context: Context): string {
  const { protocol, host } = new URL(publicOrigin)
  return `${protocol}//${context.header('x-forwarded-host') ?? host}${path}/callback`
//#end
