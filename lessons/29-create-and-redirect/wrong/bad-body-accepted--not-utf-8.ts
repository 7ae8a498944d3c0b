// Replaces bytes that it can't read.
//#file framework/body.ts
//#replace
new TextDecoder('utf-8', { fatal: true })
//#with
new TextDecoder('utf-8')
//#end
