// Knows no asterisk.
//#replace
weights.get('gzip') ?? weights.get('*') ?? 0
//#with
weights.get('gzip') ?? 0
//#end
