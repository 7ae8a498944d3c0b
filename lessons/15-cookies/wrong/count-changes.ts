// A regular expression with the flag g remembers where it stopped.
//#replace
/^\d{1,9}$/.test(before)
//#with
wholeNumber.test(before)
//#end
//#replace
// What each path allows.
//#with
const wholeNumber = /^\d{1,9}$/g

// What each path allows.
//#end
