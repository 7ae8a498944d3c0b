// The largest id and one more: after the newest is removed, that's its id.
//#replace
id integer primary key autoincrement,
//#with
id integer primary key,
//#end
