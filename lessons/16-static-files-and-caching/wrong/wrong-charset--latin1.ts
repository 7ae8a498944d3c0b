// Writes down the wrong one.
//#replace
'.csv': 'text/csv; charset=utf-8',
//#with
'.csv': 'text/csv; charset=iso-8859-1',
//#end
