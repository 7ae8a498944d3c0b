// Sends the name of the column.
//#replace
placed_at as placedAt
//#with
placed_at
//#end
