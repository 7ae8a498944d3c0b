// Lets applications add what they like to their address.
//#file authorize.ts
//#replace
!application.redirectUris.includes(redirectUri)
//#with
!application.redirectUris.some((uri) => redirectUri.startsWith(uri))
//#end
