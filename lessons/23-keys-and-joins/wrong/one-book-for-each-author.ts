// Makes the author of a book unique on its own.
//#replace
author integer not null references authors (id),
//#with
author integer not null unique references authors (id),
//#end
