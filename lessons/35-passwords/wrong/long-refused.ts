// Thinks that nobody types more than 64 characters.
//#file credentials.ts
//#replace
const mostBytes = 1_024
//#with
const mostBytes = 64
//#end
