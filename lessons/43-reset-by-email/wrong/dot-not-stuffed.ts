// Sends the message as it is.
//#file smtp.ts
//#replace
`${stuffDots(message)}.`
//#with
`${message}.`
//#end
