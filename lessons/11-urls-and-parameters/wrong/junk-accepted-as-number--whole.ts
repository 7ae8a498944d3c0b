// Takes whatever Number reads as a whole number.
//#replace
if (!/^[1-9]\d{0,8}$/.test(text)) {
//#with
if (!Number.isInteger(Number(text)) || Number(text) < 1) {
//#end
