// Sends the head alone.
//#replace
`Content-Length: ${body.length}`
//#with
'Content-Length: 0'
//#end
//#replace
\r\n\r\n`), body])
//#with
\r\n\r\n`)])
//#end
