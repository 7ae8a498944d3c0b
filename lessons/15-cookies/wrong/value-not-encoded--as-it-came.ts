// The value is mine, so it goes out as it came in.
//#replace
${encodeURIComponent(value)}
//#with
${value}
//#end
