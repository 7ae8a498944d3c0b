// Every contact has to have a time.
//#replace
add column created_at integer`
//#with
add column created_at integer not null default 0`
//#end
