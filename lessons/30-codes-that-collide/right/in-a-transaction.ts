// Looks first for chosen names, but in a transaction that nobody else can write in.
//#file store.ts
//#replace
add: ({ slug, target }) => toLink(insert.get(slug, target, Date.now())),
//#with
add({ slug, target }) {
  database.exec('begin immediate')
  try {
    const isTaken = select.get(slug) !== undefined
    const link = isTaken ? undefined : toLink(insert.get(slug, target, Date.now()))
    database.exec('commit')
    return link
  } catch (error) {
    database.exec('rollback')
    throw error
  }
},
//#end
