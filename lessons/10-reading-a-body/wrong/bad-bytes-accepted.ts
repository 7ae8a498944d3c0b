// Uses a decoder that replaces what isn't UTF-8.
//#replace
new TextDecoder('utf-8', { fatal: true }).decode(bytes)
//#with
String(bytes)
//#end
