// Splits the list, and keeps the space after the comma.
//#replace
const [range = '', ...parameters] = member.split(';').map((part) => part.trim())
//#with
const [range = '', ...parameters] = member.split(';')
//#end
