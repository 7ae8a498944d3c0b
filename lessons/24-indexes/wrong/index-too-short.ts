// The status alone.
//#replace
orders_by_status on orders (status, placed_at)
//#with
orders_by_status on orders (status)
//#end
