// One line break more than was counted.
//#replace
\r\n\r\n`), body])
//#with
\r\n\r\n`), body, Buffer.from('\r\n')])
//#end
