// Names one of the methods.
//#replace
[...methods].join(', ')
//#with
matches[0]?.route.method ?? ''
//#end
