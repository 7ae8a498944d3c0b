// Limits the two routes that make links.
//#file limit.ts
//#replace
if (context.method !== 'POST') return next()
//#with
const isLink = ['/links', '/api/links'].includes(context.target.path)
    if (context.method !== 'POST' || !isLink) return next()
//#end
