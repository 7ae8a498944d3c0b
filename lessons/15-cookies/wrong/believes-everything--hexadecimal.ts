// Asks whether JavaScript can make a whole number of it.
//#replace
const visits = /^\d{1,9}$/.test(before) ? Number(before) + 1 : 1
//#with
const isWhole = before !== '' && Number.isSafeInteger(Number(before)) && Number(before) >= 0
    const visits = isWhole ? Number(before) + 1 : 1
//#end
