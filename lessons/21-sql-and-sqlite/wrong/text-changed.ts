// Cleans up the text.
//#replace
insert.run(text, priority)
//#with
insert.run(text.trim(), priority)
//#end
