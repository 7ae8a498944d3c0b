// The next day's first millisecond belongs to the day.
//#replace
where status = ? and placed_at >= ? and placed_at < ?
//#with
where status = ? and placed_at between ? and ?
//#end
