// The lines are right, and the empty line at the end is not.
//#replace
${head.join('\r\n')}\r\n\r\n
//#with
${head.join('\r\n')}\r\n\n
//#end
