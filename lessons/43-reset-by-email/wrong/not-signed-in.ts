// Lets only people sign in who have confirmed their address.
//#file credentials.ts
//#replace
  if (isRight && found !== undefined) {
//#with
  if (isRight && found?.user.isConfirmed === true) {
//#end
