// The books go with their author.
//#replace
references authors (id),
//#with
references authors (id) on delete cascade,
//#end
