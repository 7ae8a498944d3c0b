// Makes a date of the column.
//#replace
    where status = ? and placed_at >= ? and placed_at < ?
    order by placed_at, id limit 20`, status, start, start + dayMs)
//#with
    where status = ? and date(placed_at / 1000, 'unixepoch') = ?
    order by placed_at, id limit 20`, status, new Date(start).toISOString().slice(0, 10))
//#end
