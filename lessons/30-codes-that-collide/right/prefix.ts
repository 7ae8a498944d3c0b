// Begins every random slug with the same letter, and has eight random ones after it.
//#file make.ts
//#replace
const slug = makeSlug(slugLength + Math.max(0, tries - triesAtOneLength))
//#with
const slug = `x${makeSlug(slugLength + 1 + Math.max(0, tries - triesAtOneLength))}`
//#end
