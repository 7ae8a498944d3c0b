// Looks for the last empty line.
//#replace
const headEnd = bytes.indexOf('\r\n\r\n')
//#with
const headEnd = bytes.lastIndexOf('\r\n\r\n')
//#end
