// Takes the parameters for a part of the type.
//#replace
const [range = '', ...parameters] = member.split(';').map((part) => part.trim())
//#with
const [range = '', ...parameters] = member.split(/;(?= *q=)/).map((part) => part.trim())
//#end
