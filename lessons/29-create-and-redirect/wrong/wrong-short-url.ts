// Forgets the slash.
//#file links.ts
//#replace
`${publicOrigin}/${slug}`
//#with
`${publicOrigin}${slug}`
//#end
