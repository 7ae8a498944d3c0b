// Waits until the text has as many characters as bytes were promised.
//#replace
if (bytes.length < bodyEnd) return undefined
//#with
if (bytes.toString().length < bodyEnd) return undefined
//#end
