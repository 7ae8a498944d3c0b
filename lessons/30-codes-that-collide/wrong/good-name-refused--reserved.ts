// Reserves everything that begins with a reserved name.
//#file slugs.ts
//#replace
reserved.has(slug)) throw
//#with
[...reserved].some((name) => slug.startsWith(name))) throw
//#end
