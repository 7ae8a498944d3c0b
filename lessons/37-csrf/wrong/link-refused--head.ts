// Lets only GET through.
//#file crossSite.ts
//#replace
context.method === 'GET' || context.method === 'HEAD'
//#with
context.method === 'GET'
//#end
