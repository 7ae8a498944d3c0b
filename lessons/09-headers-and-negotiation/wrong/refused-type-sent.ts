// 0 is falsy, and becomes 1.
//#replace
q === undefined ? 1 : Number(q.slice(2))
//#with
Number(q?.slice(2)) || 1
//#end
