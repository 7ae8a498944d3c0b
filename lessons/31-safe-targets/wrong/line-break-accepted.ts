// Leaves control characters to the URL parser, which drops some of them.
//#file targets.ts
//#replace
  if (/[\p{Cc}\u2028\u2029]/u.test(value)) throw refuse("can't have line breaks or tabs in it")
//#with
  if (value === '') throw refuse('is missing')
//#end
