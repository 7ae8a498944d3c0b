// Does not say where the link is.
//#file links.ts
//#replace
, 201, { location: `/api/links/${link.slug}` })
//#with
, 201)
//#end
