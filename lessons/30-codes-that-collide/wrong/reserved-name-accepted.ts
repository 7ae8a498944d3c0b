// Knows the reserved names in lower case only.
//#file slugs.ts
//#replace
reserved.has(slug)) throw
//#with
reserved.has(text)) throw
//#end
