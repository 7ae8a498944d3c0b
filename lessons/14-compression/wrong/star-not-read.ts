// Knows no asterisk.
//#replace
accepted.get('gzip') ?? accepted.get('*') ?? 0
//#with
accepted.get('gzip') ?? 0
//#end
