// Sends JSON without saying so.
//#file links.ts
//#replace
return json(describe(link, publicOrigin), 201, { location: `/api/links/${link.slug}` })
//#with
const headers = { location: `/api/links/${link.slug}` }
return { status: 201, headers, body: JSON.stringify(describe(link, publicOrigin)) }
//#end
