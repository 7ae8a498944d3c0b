// Takes only objects and lists, as some frameworks do.
//#replace
return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
//#with
const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
if (!/^\s*[[{]/.test(text)) throw new Error('strict')
return JSON.parse(text)
//#end
