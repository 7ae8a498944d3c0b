// Looks up the path together with its query.
//#file framework/target.ts
//#replace
(mark === -1 ? target : target.slice(0, mark)) || '/'
//#with
target
//#end
