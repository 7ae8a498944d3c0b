// Makes short URLs of its own address.
//#file links.ts
//#replace
    slug, shortUrl: `${publicOrigin}/${slug}`, target,
//#with
    slug, shortUrl: `http://localhost:${process.env['PORT']}/${slug}`, target,
//#end
//#replace
function describe({ slug, target, visitLimit, clicks, robots }: Link, publicOrigin: string) {
//#with
function describe({ slug, target, visitLimit, clicks, robots }: Link, _: string) {
//#end
