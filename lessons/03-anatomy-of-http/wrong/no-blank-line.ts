// Ends the last header, and forgets the empty line.
//#replace
${head.join('\r\n')}\r\n\r\n
//#with
${head.join('\r\n')}\r\n
//#end
