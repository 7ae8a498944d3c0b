// Gives a target that is there the link that it has.
//#file store.ts
//#replace
add: (target) => toLink({ ...insert.get(target, Date.now()) }),
//#with
add(target) {
  const row = database.prepare('select slug, target from links where target = ?').get(target)
  return toLink({ ...(row ?? insert.get(target, Date.now())) })
},
//#end
