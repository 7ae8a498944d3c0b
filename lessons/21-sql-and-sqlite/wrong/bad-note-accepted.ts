// Makes a number of whatever was sent.
//#replace
const isPriority = Number.isInteger(priority) && priority >= 1 && priority <= 1000
//#with
const isPriority = Number(priority) >= 1 && Number(priority) <= 1000
//#end
