// Shows only the last entries.
//#replace
entries.map(entryItem)
//#with
entries.slice(-50).map(entryItem)
//#end
