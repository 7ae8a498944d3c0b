// Wants Sec-Fetch-Site from every browser.
//#file crossSite.ts
//#replace
if (origin !== undefined) return origin === publicOrigin
//#with
if (origin !== undefined) return false
//#end
