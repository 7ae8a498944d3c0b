// Takes credentials that fail for none.
//#file links.ts
//#replace
const identity = await identify(parts, context)
//#with
const identity = await identify(parts, context).catch(() => undefined)
//#end
