// Shows the promise of the body, not the body.
//#replace
show('#hello', await hello.text())
//#with
show('#hello', hello.text())
//#end
