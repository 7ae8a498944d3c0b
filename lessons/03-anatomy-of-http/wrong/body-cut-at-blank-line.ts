// Splits at every empty line, and takes the second part for the body.
//#replace
return { method, target, body: bytes.subarray(bodyStart, bodyEnd) }
//#with
const [, body = ''] = bytes.toString('latin1').split('\r\n\r\n')
return { method, target, body: Buffer.from(body, 'latin1') }
//#end
