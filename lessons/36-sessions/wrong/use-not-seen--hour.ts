// Writes the time of a use once an hour.
//#file sessions.ts
//#replace
const seenPrecisionMs = 5 * minuteMs
//#with
const seenPrecisionMs = 60 * minuteMs
//#end
