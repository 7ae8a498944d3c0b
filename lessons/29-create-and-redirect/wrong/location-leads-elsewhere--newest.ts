// Leads to the newest link.
//#file store.ts
//#replace
where slug = ?')
//#with
where slug = ? or 1 order by id desc limit 1')
//#end
