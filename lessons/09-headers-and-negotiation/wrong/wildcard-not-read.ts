// Knows no asterisk.
//#replace
 ?? ranges.get(`${kind}/*`) ?? ranges.get('*/*') ?? 0
//#with
 ?? 0
//#end
