// The status alone, with a condition in brackets.
//#replace
orders_by_status on orders (status, placed_at)
//#with
orders_by_status on orders (status)
//#end
//#replace
where status = ? and placed_at >= ? and placed_at < ?
//#with
where status = ? and (placed_at >= ? and placed_at < ?)
//#end
