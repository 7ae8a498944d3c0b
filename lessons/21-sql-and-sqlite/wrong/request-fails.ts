// Passes one value for two question marks.
//#replace
insert.run(text, priority)
//#with
insert.run(text)
//#end
