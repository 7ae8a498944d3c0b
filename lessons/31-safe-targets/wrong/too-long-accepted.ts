// Measures only what was sent.
//#file targets.ts
//#replace
  if (url.href.length > longest) throw refuse(`can have ${longest} characters`)
  if
//#with
  if
//#end
