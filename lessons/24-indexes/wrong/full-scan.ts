// No index for the customer.
//#replace
  create index if not exists orders_by_customer on orders (email, placed_at);
//#with
  create index if not exists orders_by_time on orders (placed_at, email);
//#end
