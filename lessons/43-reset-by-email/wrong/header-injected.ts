// With this flag, $ matches before a line break, too.
//#file credentials.ts
//#replace
@[a-z0-9.-]+$/i
//#with
@[a-z0-9.-]+$/im
//#end
