// Compares the number, as text again, with what was sent: NaN is the same.
//#replace
if (!/^[1-9]\d{0,8}$/.test(text)) {
//#with
if (String(parseInt(text)) !== text || parseInt(text) < 1) {
//#end
