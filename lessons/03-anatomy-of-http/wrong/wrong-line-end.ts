// Writes half of the line end.
//#replace
${head.join('\r\n')}\r\n\r\n
//#with
${head.join('\r')}\r\n\r\n
//#end
