// Looks at the first letters only.
//#file links.ts
//#replace
if (url?.protocol === 'http:' || url?.protocol === 'https:') return url.href
//#with
if (typeof target === 'string' && /^https?/i.test(target)) return url?.href ?? target
//#end
