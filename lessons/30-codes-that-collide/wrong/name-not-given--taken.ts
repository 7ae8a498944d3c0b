// Gives a random slug when the name is taken.
//#file make.ts
//#replace
const link = store.add({ slug, target })
if (link !== undefined) return link
throw new HttpError(409, `The name ${slug} is taken: choose another`)
//#with
return store.add({ slug, target }) ?? addWithRandomSlug(store, target)
//#end
