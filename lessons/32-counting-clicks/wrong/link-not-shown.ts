// Shows a link only after somebody followed it.
//#file links.ts
//#replace
    json(describe(findLink(store, params.slug), publicOrigin)))
//#with
    json(describe(visited(findLink(store, params.slug)), publicOrigin)))
//#end
//#replace
function describe(
//#with
function visited(link: Link): Link {
  if (link.clicks > 0) return link
  throw new HttpError(404, 'Nobody followed this link so far')
}

function describe(
//#end
