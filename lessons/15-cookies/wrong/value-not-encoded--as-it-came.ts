// Sends the value as it came.
//#replace
${encodeURIComponent(value)}
//#with
${value}
//#end
