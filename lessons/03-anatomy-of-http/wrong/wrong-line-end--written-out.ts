// A backslash too many: the signs are sent, and not the bytes.
//#replace
${head.join('\r\n')}\r\n\r\n
//#with
${head.join('\\r\\n')}\\r\\n\\r\\n
//#end
