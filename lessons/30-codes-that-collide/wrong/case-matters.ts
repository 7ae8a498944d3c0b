// Looks a slug up as it was typed.
//#file slugs.ts
//#replace
return slug.toLowerCase()
//#with
return slug
//#end
//#replace
const slug = normalizeSlug(text)
//#with
const slug = text.toLowerCase()
//#end
