// Sorts by id only, so that no sorting is needed.
//#replace
order by product, id limit 20
//#with
order by id limit 20
//#end
