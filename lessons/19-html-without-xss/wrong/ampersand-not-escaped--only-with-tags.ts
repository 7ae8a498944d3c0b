// Leaves a text alone if it has no tags or quotes.
//#replace
function escapeText(text: string): string {
//#with
function escapeText(text: string): string {
  if (!/[<>"']/.test(text)) return text
//#end
