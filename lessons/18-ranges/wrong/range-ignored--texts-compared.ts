// Compares numbers as texts.
//#replace
Number(last) < Number(first)) return undefined
//#with
last < first) return undefined
//#end
