// Computes with the column in one of two comparisons, so the index only knows the end of the day.
//#replace
placed_at >= ?
//#with
placed_at / 1000 >= ? / 1000
//#end
