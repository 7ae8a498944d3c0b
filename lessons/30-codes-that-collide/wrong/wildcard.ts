// Ignores case with LIKE.
//#file store.ts
//#replace
where slug = ?')
//#with
where slug like ?')
//#end
