// Reads Sec-Fetch-Site, and lets a browser that has none go on.
//#file crossSite.ts
//#replace
if (origin !== undefined) return origin === publicOrigin
//#with
if (origin !== undefined) return origin !== 'null'
//#end
