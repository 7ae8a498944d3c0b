// Escapes finished HTML too.
//#replace
value instanceof Html ? value.text : escapeText(value)
//#with
escapeText(value instanceof Html ? value.text : value)
//#end
