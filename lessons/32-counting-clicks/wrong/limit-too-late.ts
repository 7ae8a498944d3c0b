// Lets one more in than the limit.
//#file store.ts
//#replace
clicks < visit_limit)
//#with
clicks <= visit_limit)
//#end
