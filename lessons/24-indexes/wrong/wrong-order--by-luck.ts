// Relies on the order of the index.
//#replace
    where status = ? and placed_at >= ? and placed_at < ?
    order by placed_at, id limit 20`, status, start, start + dayMs)
//#with
    where status = ? and placed_at >= ? and placed_at < ? limit 20`, status, start, start + dayMs)
//#end
