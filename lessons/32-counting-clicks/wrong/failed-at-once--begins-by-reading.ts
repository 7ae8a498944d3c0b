// Begins a transaction that reads first, so it can't wait for another one that writes.
//#file store.ts
//#replace
countClick: (slug) => toText(click.get(slug)?.['target']),
//#with
countClick(slug) {
      database.exec('begin')
      try {
        const isThere = select.get(slug) !== undefined
        const target = isThere ? toText(click.get(slug)?.['target']) : undefined
        database.exec('commit')
        return target
      } catch (error) {
        database.exec('rollback')
        throw error
      }
    },
//#end
