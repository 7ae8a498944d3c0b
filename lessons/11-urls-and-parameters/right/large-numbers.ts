// Takes numbers of any length.
//#replace
if (!/^[1-9]\d{0,8}$/.test(text)) {
//#with
if (!/^[1-9]\d*$/.test(text)) {
//#end
