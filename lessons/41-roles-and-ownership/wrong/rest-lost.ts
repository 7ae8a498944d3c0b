// Empties the note when a change has none.
//#file store.ts
//#replace
update.get(target, note, slug, id)
//#with
update.get(target, note ?? '', slug, id)
//#end
