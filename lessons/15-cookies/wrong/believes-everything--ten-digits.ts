// Takes any number of digits.
//#replace
/^\d{1,9}$/
//#with
/^\d{1,15}$/
//#end
