// Looks at the first range only.
//#replace
accept.toLowerCase().split(',')
//#with
accept.toLowerCase().split(',').slice(0, 1)
//#end
