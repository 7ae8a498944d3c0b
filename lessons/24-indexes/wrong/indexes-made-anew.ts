// Drops the indexes at each start, so that create index doesn't fail.
//#replace
  create index if not exists orders_by_customer on orders (email, placed_at);
  create index if not exists orders_by_status on orders (status, placed_at);
//#with
  drop index if exists orders_by_customer;
  create index orders_by_customer on orders (email, placed_at);
  create index if not exists orders_by_status on orders (status, placed_at);
//#end
