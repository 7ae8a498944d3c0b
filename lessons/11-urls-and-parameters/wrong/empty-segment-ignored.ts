// Drops empty segments.
//#replace
path.split('/').slice(1).map(decode)
//#with
path.split('/').filter(Boolean).map(decode)
//#end
