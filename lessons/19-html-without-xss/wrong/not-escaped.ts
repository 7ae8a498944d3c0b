// Everything gets in as it is.
//#replace
value.text : escapeText(value)
//#with
value.text : value
//#end
