// Takes only letters, digits, dots and hyphens for an address.
//#file credentials.ts
//#replace
const emailForm = /^[\w.!#$%&'*+/=?^`{|}~-]+@[a-z0-9.-]+$/i
//#with
const emailForm = /^[\w.-]+@[a-z0-9.-]+$/i
//#end
