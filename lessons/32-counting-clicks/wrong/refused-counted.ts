// Counts first, and compares afterwards.
//#file store.ts
//#replace
    where slug = ? and (visit_limit is null or clicks < visit_limit) returning target`)
//#with
    where slug = ?
    returning iif(visit_limit is null or clicks <= visit_limit, target, null) as target`)
//#end
