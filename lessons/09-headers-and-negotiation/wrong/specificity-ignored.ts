// The highest weight of all ranges that match.
//#replace
return ranges.get(offer) ?? ranges.get(`${kind}/*`) ?? ranges.get('*/*') ?? 0
//#with
if (ranges.get(offer) === 0 || (ranges.get(`${kind}/*`) === 0 && !ranges.get(offer))) return 0
  return Math.max(...[offer, `${kind}/*`, '*/*'].map((range) => ranges.get(range) ?? 0))
//#end
