// Keeps clicks in memory while many come, to store them together.
//#file store.ts
//#replace
    find: (slug) => toLink(select.get(slug)),
    countClick: (slug) => toText(click.get(slug)?.['target']),
//#with
    find: (slug) => storeWaiting() ?? toLink(select.get(slug)),
    countClick(slug) {
      const link = toLink(select.get(slug))
      clicks += 1
      if (clicks < 4 || link?.visitLimit !== null) return toText(click.get(slug)?.['target'])
      waiting.push(slug)
      return link.target
    },
//#end
//#replace
  return {
    add: ({ slug, target, visitLimit }) =>
//#with
  let clicks = 0
  const waiting: string[] = []
  const storeWaiting = (): undefined => {
    for (const slug of waiting.splice(0)) click.get(slug)
    clicks = 0
  }
  return {
    add: ({ slug, target, visitLimit }) => storeWaiting() ??
//#end
