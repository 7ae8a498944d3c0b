// Drops empty segments.
//#replace
target.slice(0, end).split('/').slice(1).map(decode)
//#with
target.slice(0, end).split('/').filter(Boolean).map(decode)
//#end
