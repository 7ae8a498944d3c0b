// Whatever is a number is a limit.
//#replace
if (!/^\d{1,3}$/.test(limit) || Number(limit) < 1 || Number(limit) > mostSongs) {
//#with
if (!/^-?\d{1,3}$/.test(limit) || Number(limit) > mostSongs) {
//#end
