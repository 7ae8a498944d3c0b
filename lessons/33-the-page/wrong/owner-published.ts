// Sends the whole row.
//#file links.ts
//#replace
function describe({ slug, target, visitLimit, clicks, robots }: Link, publicOrigin: string) {
  return {
    slug, shortUrl: `${publicOrigin}/${slug}`, target, host: describeHost(target),
    visitLimit, clicks, robots,
  }
//#with
function describe(link: Link, publicOrigin: string) {
  const { slug, target } = link
  return { ...link, shortUrl: `${publicOrigin}/${slug}`, host: describeHost(target) }
//#end
