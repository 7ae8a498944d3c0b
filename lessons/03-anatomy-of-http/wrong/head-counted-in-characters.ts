// Looks for the end of the head in a text.
//#replace
const headEnd = bytes.indexOf('\r\n\r\n')
//#with
const headEnd = bytes.toString().indexOf('\r\n\r\n')
//#end
