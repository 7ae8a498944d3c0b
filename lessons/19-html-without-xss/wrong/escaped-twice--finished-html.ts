// Escapes what is finished too.
//#replace
return value instanceof Html ? value.text : escapeText(value)
//#with
return escapeText(value instanceof Html ? value.text : value)
//#end
