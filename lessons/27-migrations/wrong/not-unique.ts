// An index that finds, and allows everything.
//#replace
create unique index
//#with
create index
//#end
