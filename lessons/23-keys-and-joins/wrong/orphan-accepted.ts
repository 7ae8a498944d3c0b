// No foreign key.
//#replace
author integer not null references authors (id),
//#with
author integer not null,
//#end
