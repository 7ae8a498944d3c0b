// Waits until the text has as many characters as there should be bytes.
//#replace
if (bytes.length < bodyEnd) return 'incomplete'
//#with
if (bytes.toString().length < bodyEnd) return 'incomplete'
//#end
