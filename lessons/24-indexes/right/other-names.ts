// Has an index whose name isn't a single word.
//#replace
create index if not exists orders_by_status
//#with
create index if not exists "orders by status"
//#end
