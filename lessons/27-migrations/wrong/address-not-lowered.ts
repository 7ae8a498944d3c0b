// Leaves the old addresses as they are.
//#replace
update contacts set email = lower(email);
create
//#with
create
//#end
