// Looks for control characters after it has trimmed the text.
//#file targets.ts
//#replace
  if (/[\p{Cc}\u2028\u2029]/u.test(value)) throw refuse("can't have line breaks or tabs in it")
//#with
  if (/[\p{Cc}\u2028\u2029]/u.test(value.trim())) throw refuse("can't have line breaks in it")
//#end
