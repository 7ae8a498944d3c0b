// Ends lines as an editor does.
//#replace
${head.join('\r\n')}\r\n\r\n
//#with
${head.join('\n')}\n\n
//#end
