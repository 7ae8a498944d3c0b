// Takes the path of the API for the short one.
//#file links.ts
//#replace
`${publicOrigin}/${slug}`
//#with
`${publicOrigin}/api/links/${slug}`
//#end
