// Escapes it like text.
//#replace
JSON.stringify(value).replaceAll('<', '\\u003c')
//#with
escapeText(JSON.stringify(value))
//#end
