// Shows the promise of an answer.
//#replace
show('#hello', await hello.text())
//#with
show('#hello', hello.text())
//#end
