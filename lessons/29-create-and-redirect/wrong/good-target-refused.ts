// Compares the first letters of the text, and not the scheme of the parsed URL.
//#file links.ts
//#replace
if (url?.protocol === 'http:' || url?.protocol === 'https:') return url.href
//#with
if (url !== null && String(target).startsWith('http')) return url.href
//#end
