// Whatever Number makes a whole number of is a limit.
//#replace
if (!/^\d{1,3}$/.test(limit) || Number(limit) < 1 || Number(limit) > mostSongs) {
//#with
if (!(Number.isInteger(Number(limit)) && Number(limit) >= 1 && Number(limit) <= mostSongs)) {
//#end
