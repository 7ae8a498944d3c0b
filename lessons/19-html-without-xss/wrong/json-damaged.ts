// Escapes it like text.
//#replace
new Html(JSON.stringify(value).replaceAll('<', '\\u003c'))
//#with
new Html(escapeText(JSON.stringify(value)))
//#end
