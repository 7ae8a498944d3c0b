// Line breaks as the editor writes them.
//#replace
${head.join('\r\n')}\r\n\r\n
//#with
${head.join('\n')}\n\n
//#end
