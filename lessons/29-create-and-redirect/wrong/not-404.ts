// Takes % in a slug for any text.
//#file store.ts
//#replace
where slug = ?
//#with
where slug like ?
//#end
