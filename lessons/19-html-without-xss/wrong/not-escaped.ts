// Everything goes in as it is.
//#replace
return value instanceof Html ? value.text : escapeText(value)
//#with
return value instanceof Html ? value.text : value.length < 0 ? escapeText(value) : value
//#end
