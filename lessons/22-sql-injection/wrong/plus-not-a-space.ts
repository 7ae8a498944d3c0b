// Reads the query by hand.
//#replace
new URLSearchParams(query.join('?'))
//#with
new URLSearchParams(query.join('?').replaceAll('+', '%2B'))
//#end
