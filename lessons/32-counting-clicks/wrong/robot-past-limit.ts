// Sends robots on as if there was no limit.
//#file store.ts
//#replace
returning iif(visit_limit is null, target, null) as target
//#with
returning target
//#end
