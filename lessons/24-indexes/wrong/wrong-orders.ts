// Forgets the status.
//#replace
where status = ? and placed_at >= ? and placed_at < ?
//#with
where ? <> '' and placed_at >= ? and placed_at < ?
//#end
