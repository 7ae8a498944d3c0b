// Takes one removed row for none.
//#replace
changes > 0
//#with
changes > 1
//#end
