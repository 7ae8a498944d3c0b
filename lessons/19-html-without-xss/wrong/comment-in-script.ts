// Looks only for the end of a script.
//#replace
.replaceAll('<', '\\u003c')
//#with
.replaceAll(/<\/script/gi, '<\\/script')
//#end
