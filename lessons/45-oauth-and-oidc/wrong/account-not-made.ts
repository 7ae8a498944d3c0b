// Takes addresses with letters only.
//#file credentials.ts
//#replace
const emailForm = /^[\w.!#$%&'*+/=?^`{|}~-]+@[a-z0-9.-]+$/i
//#with
const emailForm = /^[a-z]+\+\d+@[a-z.]+$/i
//#end
