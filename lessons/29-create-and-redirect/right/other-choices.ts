// Another redirect that is only for now, a whole URL in Location, random slugs, and the target as
// it was sent wherever it has only ASCII.
//#file links.ts
//#replace
return json(describe(link, publicOrigin), 201, { location: `/api/links/${link.slug}` })
//#with
const location = `${publicOrigin}/api/links/${link.slug}`
    return json({ ...describe(link, publicOrigin), created: true }, 201, { location })
//#end
//#replace
empty(302, { location: target, 'cache-control': 'private, no-store' })
//#with
json({ target }, 307, { location: target, 'cache-control': 'no-store' })
//#end
//#replace
return url.href
//#with
return /^[!-~]+$/.test(target) ? target : url.href
//#end
//#replace
new HttpError(422, 'A target
//#with
new HttpError(400, 'A target
//#end
//#file store.ts
//#replace
select coalesce(max(id), 0) + 1, ?, ? from links returning slug, target`)
//#with
values (lower(hex(randomblob(8))), ?, ?) returning slug, target`)
//#end
