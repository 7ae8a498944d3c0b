// Compresses never.
//#replace
(accepted.get('gzip') ?? accepted.get('*') ?? 0) > 0
//#with
(accepted.get('gzip') ?? accepted.get('*') ?? 0) > 1
//#end
