// Sends one line break more than it counted.
//#replace
\r\n\r\n`), body])
//#with
\r\n\r\n`), body, Buffer.from('\r\n')])
//#end
