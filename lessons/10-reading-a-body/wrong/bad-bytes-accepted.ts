// A decoder that guesses.
//#replace
new TextDecoder('utf-8', { fatal: true }).decode(bytes)
//#with
String(bytes)
//#end
