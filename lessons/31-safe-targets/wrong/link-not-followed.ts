// Sends people to a path of its own site.
//#file links.ts
//#replace
    return empty(302, { location: target, 'cache-control': 'private, no-store' })
//#with
    return empty(302, { location: `/to/${target}`, 'cache-control': 'private, no-store' })
//#end
