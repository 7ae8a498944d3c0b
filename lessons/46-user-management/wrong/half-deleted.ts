// Deletes the links in a statement of its own, before the one that may be refused.
//#file users.ts
//#replace
    remove: (id) => orConflict(() => remove.run(id)).changes > 0,
//#with
    remove(id) {
      database.prepare('delete from links where user = ?').run(id)
      return orConflict(() => remove.run(id)).changes > 0
    },
//#end
