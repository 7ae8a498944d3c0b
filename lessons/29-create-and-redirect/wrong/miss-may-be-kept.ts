// Lets caches keep the 404.
//#file links.ts
//#replace
`There is no link ${slug}`, { 'cache-control': 'no-store' })
//#with
`There is no link ${slug}`)
//#end
