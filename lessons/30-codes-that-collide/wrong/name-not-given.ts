// Takes the name for a suggestion.
//#file make.ts
//#replace
const link = store.add({ slug, target })
if (link !== undefined) return link
throw
//#with
const link = store.add({ slug: `${slug}-${makeSlug()}`, target })
if (link !== undefined) return link
throw
//#end
