// JSON has quotes around every text.
//#replace
new Html(JSON.stringify(value).replaceAll('<', '\\u003c'))
//#with
new Html(JSON.stringify(value))
//#end
