// Counts on the order of the columns.
//#replace
insert into people (full_name) values (?)
//#with
insert into people values (null, ?)
//#end
