// Sends the row of the table, which has no short URL.
//#file links.ts
//#replace
json(describe(findLink(store, params.slug), publicOrigin)))
//#with
json(findLink(store, params.slug)))
//#end
