// Leads to a page under another path.
//#file mails.ts
//#replace
/login/reset?token=
//#with
/reset?token=
//#end
