// Expects that every link is there.
//#file links.ts
//#replace
throw new HttpError(404, `There is no link ${slug}`, { 'cache-control': 'no-store' })
//#with
throw new Error(`There is no link ${slug}`)
//#end
