// Counts robots against the limit.
//#file store.ts
//#replace
or clicks < visit_limit)
//#with
or clicks + robots < visit_limit)
//#end
