// Compares the token only if the form has one.
//#file owner.ts
//#replace
sent: string | null): void {

//#with
sent: string | null): void {
  if (sent === null) return

//#end
