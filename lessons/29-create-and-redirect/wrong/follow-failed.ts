// Stores the target as it was sent, with letters that can't be in a header.
//#file links.ts
//#replace
if (url?.protocol === 'http:' || url?.protocol === 'https:') return url.href
//#with
if (url?.protocol === 'http:' || url?.protocol === 'https:') return String(target)
//#end
