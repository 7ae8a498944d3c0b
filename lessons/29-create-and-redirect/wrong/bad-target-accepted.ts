// Takes every URL, of any scheme.
//#file links.ts
//#replace
if (url?.protocol === 'http:' || url?.protocol === 'https:') return url.href
//#with
if (url !== null) return url.href
//#end
