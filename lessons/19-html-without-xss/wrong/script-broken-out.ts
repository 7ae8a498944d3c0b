// JSON has quotes around every text.
//#replace
JSON.stringify(value).replaceAll('<', '\\u003c')
//#with
JSON.stringify(value)
//#end
