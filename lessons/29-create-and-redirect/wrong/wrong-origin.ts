// Writes its own address into every short URL.
//#file links.ts
//#replace
`${publicOrigin}/${slug}`
//#with
`http://localhost:${process.env.PORT}/${slug}`
//#end
