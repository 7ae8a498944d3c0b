// Drops an entry with a bad website.
//#replace
entries.map(entryItem)
//#with
entries.filter(({ website }) => safeUrl(website) !== '#').map(entryItem)
//#end
