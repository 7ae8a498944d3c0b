// Reads the number in one statement, and counts in the next.
//#file store.ts
//#replace
countClick: (slug) => toText(click.get(slug)?.['target']),
//#with
countClick(slug) {
      const link = toLink(select.get(slug))
      if (link === undefined || link.clicks >= (link.visitLimit ?? Infinity)) return undefined
      return toText(click.get(slug)?.['target'])
    },
//#end
//#replace
where slug = ? and (visit_limit is null or clicks < visit_limit) returning target`)
//#with
where slug = ? returning target`)
//#end
