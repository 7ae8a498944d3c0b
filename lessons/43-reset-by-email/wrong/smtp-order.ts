// Goes on, whatever the mail server says.
//#file smtp.ts
//#replace
  if (!value.startsWith(digit)) throw new Error(`The mail server says ${value}`)

//#with
//#end
