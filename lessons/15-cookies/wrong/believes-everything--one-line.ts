// With the flag m, one good line is enough.
//#replace
/^\d{1,9}$/.test(before)
//#with
/^\d{1,9}$/m.test(before)
//#end
