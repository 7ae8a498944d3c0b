// Takes for granted that a longer random slug is free.
//#file make.ts
//#replace
const slug = makeSlug(slugLength + Math.max(0, tries - triesAtOneLength))
const link = store.add({ slug, target })
if (link !== undefined) return link
//#with
const slug = makeSlug(slugLength + Math.max(0, tries - triesAtOneLength))
const link = store.add({ slug, target })
if (link !== undefined || tries > triesAtOneLength) return link ?? { slug, target }
//#end
