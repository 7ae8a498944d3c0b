// Reads the weight as a whole number.
//#replace
Number(weight.slice(2))
//#with
parseInt(weight.slice(2))
//#end
