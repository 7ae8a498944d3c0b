// Takes email addresses of three top-level domains only.
//#file credentials.ts
//#replace
const emailForm = /^[\w.!#$%&'*+/=?^`{|}~-]+@[a-z0-9.-]+$/i
//#with
const emailForm = /^[\w.!#$%&'*+/=?^`{|}~-]+@[a-z0-9.-]+\.(?:com|net|org)$/i
//#end
