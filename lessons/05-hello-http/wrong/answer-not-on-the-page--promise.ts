// The page shows a promise instead of the text.
//#replace
show('#hello', await hello.text())
//#with
show('#hello', hello.text())
//#end
