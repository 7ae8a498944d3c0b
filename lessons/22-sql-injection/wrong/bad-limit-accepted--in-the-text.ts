// Looks at the number at the beginning, and puts the whole text into the statement.
//#replace
if (!/^\d{1,3}$/.test(limit) || Number(limit) < 1 || Number(limit) > mostSongs) {
//#with
if (!(parseInt(limit) >= 1 && parseInt(limit) <= mostSongs)) {
//#end
//#replace
order by ${sort} ${order} limit ?
//#with
order by ${sort} ${order} limit ${limit}
//#end
//#replace
.all(pattern, pattern, Number(limit))
//#with
.all(pattern, pattern)
//#end
