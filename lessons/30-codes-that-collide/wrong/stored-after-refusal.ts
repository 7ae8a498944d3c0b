// Stores the link before it looks at the name.
//#file make.ts
//#replace
const slug = checkSlug(fields.slug)

//#with
addWithRandomSlug(store, target)
const slug = checkSlug(fields.slug)

//#end
