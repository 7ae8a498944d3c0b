// Puts the value in as it is.
//#replace
${encodeURIComponent(value)}
//#with
${value.replace(/[^ -~]/g, '')}
//#end
