// Counts by the address as it was typed.
//#file credentials.ts
//#replace
const attempt = { email,
//#with
const attempt = { email: typed,
//#end
