// Knows no HEAD.
//#file framework/app.ts
//#replace
const wanted = context.method === 'HEAD' ? 'GET' : context.method
//#with
const wanted = context.method
//#end
