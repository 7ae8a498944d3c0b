// Drops every character that looks dangerous.
//#replace
encodeURIComponent(tasks.search)
//#with
encodeURIComponent(tasks.search.replace(/[^a-z0-9 &+]/gi, ''))
//#end
