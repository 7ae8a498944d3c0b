// Takes every path that begins with a slash.
//#replace
target === '/')
//#with
target.startsWith('/'))
//#end
