// Knows one of the headers for a purpose.
//#file visitors.ts
//#replace
const purposeHeaders = ['sec-purpose', 'purpose', 'x-purpose', 'x-moz']
//#with
const purposeHeaders = ['purpose']
//#end
