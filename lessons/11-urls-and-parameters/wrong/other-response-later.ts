// A pattern with the flag g remembers where its last match ended.
//#replace
// Reads a whole number from 1 up; refuses
//#with
const wholeNumber = /^[1-9]\d{0,8}$/g

// Reads a whole number from 1 up; refuses
//#end
//#replace
!/^[1-9]\d{0,8}$/.test(text)
//#with
!wholeNumber.test(text)
//#end
