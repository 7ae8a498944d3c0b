// The last header ends, and nothing more.
//#replace
${head.join('\r\n')}\r\n\r\n
//#with
${head.join('\r\n')}\r\n
//#end
