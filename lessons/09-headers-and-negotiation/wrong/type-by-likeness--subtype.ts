// Compares only what is after the slash.
//#replace
return ranges.get(offer) ?? 
//#with
const sub = [...ranges].find(([range]) => range.split('/')[1] === offer.split('/')[1])
if (sub) return sub[1]
return ranges.get(offer) ?? 
//#end
