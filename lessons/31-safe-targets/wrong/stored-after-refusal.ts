// Inserts the link, and checks its target afterwards.
//#file make.ts
//#replace
  const target = checkTarget(fields.target, publicOrigin)
  if (fields.slug === undefined || fields.slug === null) return addWithRandomSlug(store, target)
//#with
  if (fields.slug === undefined || fields.slug === null) {
    const link = addWithRandomSlug(store, String(fields.target))
    return { ...link, target: checkTarget(fields.target, publicOrigin) }
  }
  const target = checkTarget(fields.target, publicOrigin)
//#end
