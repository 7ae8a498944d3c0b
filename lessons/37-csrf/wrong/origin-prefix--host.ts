// Compares the host, and forgets the port.
//#file crossSite.ts
//#replace
return origin === publicOrigin
//#with
return URL.parse(origin)?.hostname === new URL(publicOrigin).hostname
//#end
