// Takes zeros at the beginning.
//#replace
if (!/^[1-9]\d{0,8}$/.test(text)) {
//#with
if (!/^\d{1,9}$/.test(text) || Number(text) === 0) {
//#end
