// Every path begins with a slash.
//#replace
target === '/')
//#with
target.startsWith('/'))
//#end
