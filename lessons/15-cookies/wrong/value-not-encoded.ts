// Removes what isn't ASCII, and encodes nothing.
//#replace
${encodeURIComponent(value)}
//#with
${value.replace(/[^ -~]/g, '')}
//#end
