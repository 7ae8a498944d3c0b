// Takes an empty body for an empty object, as some frameworks do.
//#replace
return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
//#with
const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
return text === '' ? {} : JSON.parse(text)
//#end
