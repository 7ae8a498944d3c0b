// Ends a session after a year.
//#file sessions.ts
//#replace
const sessionLimitMs = 90 * dayMs
//#with
const sessionLimitMs = 365 * dayMs
//#end
