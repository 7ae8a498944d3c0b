// Finds the link to change by its slug alone.
//#file store.ts
//#replace
where slug = ? and user = ? returning
//#with
where slug = ? and ? is not null returning
//#end
