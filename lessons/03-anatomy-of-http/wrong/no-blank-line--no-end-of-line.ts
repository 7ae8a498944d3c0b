// Joined, and nothing after the last header: the text is in the same line.
//#replace
${head.join('\r\n')}\r\n\r\n
//#with
${head.join('\r\n')}
//#end
