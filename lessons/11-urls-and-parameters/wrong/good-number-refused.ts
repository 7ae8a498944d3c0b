// Wants two digits at least.
//#replace
/^[1-9]\d{0,8}$/
//#with
/^[1-9]\d{1,4}$/
//#end
