// Creates the table, even if it's there.
//#replace
create table if not exists notes
//#with
create table notes
//#end
