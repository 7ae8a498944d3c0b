// Stops one visit too early.
//#file store.ts
//#replace
clicks < visit_limit)
//#with
clicks < visit_limit - 1)
//#end
