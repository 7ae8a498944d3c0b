// Gives sort true or false: never a negative number.
//#replace
const difference = rank(word) - rank(other.segments[index])
//#with
const difference = Number(rank(word) > rank(other.segments[index]))
//#end
