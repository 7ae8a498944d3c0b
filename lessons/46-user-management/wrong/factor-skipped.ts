// Asks for the code in the API, and not in the form.
//#file login.ts
//#replace
    if (user.hasSecondFactor) {
//#with
    if (user.hasSecondFactor && false) {
//#end
