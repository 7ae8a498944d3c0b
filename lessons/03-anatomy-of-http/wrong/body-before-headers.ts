// The text first, and the head behind it.
//#replace
Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`), body])
//#with
Buffer.concat([body, Buffer.from(`${head.join('\r\n')}\r\n\r\n`)])
//#end
