// Looks and counts in a transaction, instead of one statement.
//#file store.ts
//#replace
    countClick: (slug) => toText(click.get(slug)?.['target']),
//#with
    countClick(slug) {
      database.exec('begin immediate')
      try {
        const link = toLink(select.get(slug))
        const isOpen = link !== undefined && link.clicks < (link.visitLimit ?? Infinity)
        if (isOpen) plainClick.run(slug)
        database.exec('commit')
        return isOpen ? link.target : undefined
      } catch (error) {
        database.exec('rollback')
        throw error
      }
    },
//#end
//#replace
  const click = database.prepare(`
    update links set clicks = clicks + 1
    where slug = ? and (visit_limit is null or clicks < visit_limit) returning target`)
//#with
  const plainClick = database.prepare('update links set clicks = clicks + 1 where slug = ?')
//#end
