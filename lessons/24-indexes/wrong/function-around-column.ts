// Makes lower case of the column.
//#replace
where email = ?
//#with
where lower(email) = ?
//#end
