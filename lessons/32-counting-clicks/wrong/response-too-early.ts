// Counts when the response is on its way.
//#file store.ts
//#replace
    countClick: (slug) => toText(click.get(slug)?.['target']),
//#with
    countClick(slug) {
      const link = toLink(select.get(slug))
      if (link?.visitLimit !== null) return toText(click.get(slug)?.['target'])
      setImmediate(() => click.get(slug))
      return link.target
    },
//#end
