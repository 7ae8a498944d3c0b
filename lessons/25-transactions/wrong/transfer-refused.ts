// The last cent can't be paid.
//#replace
and balance >= ?'
//#with
and balance > ?'
//#end
