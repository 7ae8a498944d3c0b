// Writes the text first, and the head after it.
//#replace
Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`), body])
//#with
Buffer.concat([body, Buffer.from(`${head.join('\r\n')}\r\n\r\n`)])
//#end
