// Compares what the parser makes of both addresses.
//#file authorize.ts
//#replace
!application.redirectUris.includes(redirectUri)
//#with
!application.redirectUris.some((uri) => URL.parse(uri)?.href === URL.parse(redirectUri)?.href)
//#end
