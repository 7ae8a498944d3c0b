// The address alone.
//#replace
orders_by_customer on orders (email, placed_at)
//#with
orders_by_customer on orders (email)
//#end
