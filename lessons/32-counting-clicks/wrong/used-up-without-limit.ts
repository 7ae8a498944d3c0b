// Forgets the links without a limit: nothing is less than null.
//#file store.ts
//#replace
where slug = ? and (visit_limit is null or clicks < visit_limit) returning target`)
//#with
where slug = ? and clicks < visit_limit returning target`)
//#end
