// Counts robots at links without a limit only.
//#file store.ts
//#replace
    where slug = ? returning iif(visit_limit is null, target, null) as target`)
//#with
    where slug = ? and visit_limit is null returning target`)
//#end
