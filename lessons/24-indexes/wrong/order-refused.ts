// A unique index, so a customer can't have two orders at the same time.
//#replace
create index if not exists orders_by_customer
//#with
create unique index if not exists orders_by_customer
//#end
