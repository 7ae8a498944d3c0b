// Of two tickets with the same time, either may come first.
//#replace
order by created_at desc, tickets.id desc
//#with
order by created_at desc
//#end
