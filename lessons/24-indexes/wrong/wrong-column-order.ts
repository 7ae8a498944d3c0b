// The range comes first.
//#replace
orders_by_status on orders (status, placed_at)
//#with
orders_by_status on orders (placed_at, status)
//#end
