// Joins whatever comes.
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
