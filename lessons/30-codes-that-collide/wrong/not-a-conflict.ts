// Takes every error of the insert for a slug that is taken.
//#file store.ts
//#replace
on conflict (slug) do nothing returning slug, target`)
//#with
returning slug, target`)
//#end
//#replace
add: ({ slug, target }) => toLink(insert.get(slug, target, Date.now())),
//#with
add({ slug, target }) {
  try {
    return toLink(insert.get(slug, target, Date.now()))
  } catch {
    return undefined
  }
},
//#end
