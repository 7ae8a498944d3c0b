// One for everything.
//#replace
  create index if not exists orders_by_product on orders (product)`)
//#with
  create index if not exists orders_by_product on orders (product);
  create index if not exists orders_by_email on orders (email);
  create index if not exists orders_by_time on orders (placed_at);
  create index if not exists orders_by_id on orders (id)`)
//#end
