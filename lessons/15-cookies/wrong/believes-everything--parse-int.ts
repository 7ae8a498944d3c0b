// Takes the number at the beginning.
//#replace
const before = /^\d{1,9}$/.test(cookies.get('visits') ?? '') ? Number(cookies.get('visits')) : 0
//#with
const number = parseInt(cookies.get('visits') ?? '')
const before = number > 0 && number < 1e9 ? number : 0
//#end
