// Stores a row for each visit, and counts the rows.
//#file store.ts
//#replace
  const click = database.prepare(`
    update links set clicks = clicks + 1
    where
//#with
  database.exec('create table if not exists visits (slug text) strict')
  const visit = database.prepare('insert into visits values (?)')
  const click = database.prepare(`
    update links set clicks = (select count(*) from visits where visits.slug = links.slug)
    where
//#end
//#replace
    countClick: (slug) => toText(click.get(slug)?.['target']),
//#with
    countClick(slug) {
      database.exec('begin immediate')
      visit.run(slug)
      const target = toText(click.get(slug)?.['target'])
      database.exec('commit')
      return target
    },
//#end
