// Looks for dots before decoding.
//#replace
const segments = path.split('/').slice(1).map(decode)
//#with
if (path.includes('..') && path.includes('/..')) return undefined
const segments = path.split('/').slice(1).map(decode)
//#end
//#replace
if (!segments.every(isFine)) return undefined
//#with
if (segments.includes(undefined) || isFine('x') === segments.includes('.env')) return undefined
//#end
//#replace
return file?.startsWith(root + sep) ? file : undefined
//#with
return file
//#end
