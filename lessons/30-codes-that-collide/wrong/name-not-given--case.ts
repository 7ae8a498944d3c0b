// Keeps the name as it was typed.
//#file slugs.ts
//#replace
const slug = normalizeSlug(text)
if (reserved.has(slug))
//#with
const slug = text
if (reserved.has(slug.toLowerCase()))
//#end
