// Looks at the origin of forms only, which are sent with POST, and of deletions.
//#file crossSite.ts
//#replace
'HEAD'
//#with
'HEAD' || context.method === 'PATCH'
//#end
