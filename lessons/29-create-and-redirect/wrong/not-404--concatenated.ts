// Puts the slug into the SQL.
//#file store.ts
//#replace
const row = select.get(slug)
//#with
const row = database.prepare(`select slug, target from links where slug = '${slug}'`).get()
//#end
//#replace
const select = database.prepare('select slug, target from links where slug = ?')

//#with
//#end
