// Accepts each origin that begins like its own.
//#file crossSite.ts
//#replace
return origin === publicOrigin
//#with
return origin.startsWith(publicOrigin)
//#end
