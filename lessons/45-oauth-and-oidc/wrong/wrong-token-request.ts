// Leaves the redirect URI out of the token request.
//#file provider.ts
//#replace
code, redirect_uri: redirectUri, code_verifier
//#with
code, code_verifier
//#end
//#replace
{ issuer, clientId, clientSecret }: ProviderSettings, redirectUri: string,
//#with
{ issuer, clientId, clientSecret }: ProviderSettings, _redirectUri: string,
//#end
