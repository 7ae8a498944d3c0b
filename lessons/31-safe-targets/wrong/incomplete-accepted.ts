// Reads everything as if it was on some site.
//#file targets.ts
//#replace
  const url = URL.parse(value)
//#with
  const url = URL.parse(value, 'https://www.example.com')
//#end
