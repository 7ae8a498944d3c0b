// The newest three.
//#replace
entries.map(entryItem)
//#with
entries.slice(-3).map(entryItem)
//#end
