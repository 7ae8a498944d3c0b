// Renames the column, and that is all.
//#replace
row['is_done'] === 1
//#with
row['is_done'] as any
//#end
