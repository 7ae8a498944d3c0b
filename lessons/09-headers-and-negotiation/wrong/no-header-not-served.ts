// No header means no wish, and no wish means nothing.
//#replace
if (header === undefined) return offers[0]
//#with
if (header === undefined) return undefined
//#end
