// Compresses never.
//#replace
(weights.get('gzip') ?? weights.get('*') ?? 0) > 0
//#with
(weights.get('gzip') ?? weights.get('*') ?? 0) > 1
//#end
