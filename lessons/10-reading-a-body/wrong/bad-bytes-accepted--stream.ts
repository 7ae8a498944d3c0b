// Decodes a stream, and forgets the last call, which tells that a character is incomplete.
//#replace
return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
//#with
const decoder = new TextDecoder('utf-8', { fatal: true })
return JSON.parse(decoder.decode(bytes, { stream: true }))
//#end
