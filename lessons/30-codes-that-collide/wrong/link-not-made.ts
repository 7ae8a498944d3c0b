// Refuses links without a name.
//#file make.ts
//#replace
if (fields.slug === undefined || fields.slug === null) return addWithRandomSlug(store, target)

//#with
//#end
