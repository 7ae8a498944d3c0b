// Goes on to a less specific range when the weight is 0.
//#replace
return ranges.get(offer) ?? ranges.get(`${kind}/*`) ?? ranges.get('*/*') ?? 0
//#with
return ranges.get(offer) || ranges.get(`${kind}/*`) || ranges.get('*/*') || 0
//#end
