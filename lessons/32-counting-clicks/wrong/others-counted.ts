// Counts each visit at all links.
//#file store.ts
//#replace
    countClick: (slug) => toText(click.get(slug)?.['target']),
//#with
    countClick: (slug) => {
      database.exec('update links set clicks = clicks + (visit_limit is null)')
      return toText(select.get(slug)?.['target'])
    },
//#end
