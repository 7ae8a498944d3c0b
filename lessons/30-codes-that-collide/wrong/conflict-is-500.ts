// Leaves the error of the database to others.
//#file make.ts
//#replace
const link = store.add({ slug, target })
if (link !== undefined) return link
throw new HttpError(409, `The name ${slug} is taken: choose another`)
//#with
const link = store.add({ slug, target })
if (link !== undefined) return link
throw new Error(`The name ${slug} is taken: choose another`)
//#end
