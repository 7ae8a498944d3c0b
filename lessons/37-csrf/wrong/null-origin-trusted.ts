// Takes the origin null for a missing one.
//#file crossSite.ts
//#replace
if (origin !== undefined) return origin === publicOrigin
//#with
if (origin !== undefined) return origin === publicOrigin || origin === 'null'
//#end
