// Takes an empty field for a limit that is not a number.
//#file form.ts
//#replace
typed.get('visitLimit') || null
//#with
typed.get('visitLimit')
//#end
