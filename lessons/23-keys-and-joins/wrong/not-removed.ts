// Says that the author was removed, and keeps the row.
//#replace
delete from authors where id = ?
//#with
update authors set name = name where id = ?
//#end
