// Tries again and again, with slugs of one length.
//#file make.ts
//#replace
makeSlug(slugLength + Math.max(0, tries - triesAtOneLength))
//#with
makeSlug(slugLength)
//#end
