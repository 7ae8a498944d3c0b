// Ignores the duplicate, and says that it was added.
//#replace
insert into authors (name) values (?)
//#with
insert or ignore into authors (name) values (?)
//#end
