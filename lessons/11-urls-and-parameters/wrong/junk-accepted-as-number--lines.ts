// With the flag m, one good line is enough.
//#replace
$/.test(text)
//#with
$/m.test(text)
//#end
