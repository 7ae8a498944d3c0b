// A number of 32 bits.
//#replace
first === '' ? Math.max(size - Number(last), 0) : Number(first)
//#with
first === '' ? Math.max(size - Number(last), 0) : Number(first) | 0
//#end
