// Leaves out the brackets: "and" binds more tightly than "or".
//#file store.ts
//#replace
(visit_limit is null or clicks < visit_limit)
//#with
visit_limit is null or clicks < visit_limit
//#end
