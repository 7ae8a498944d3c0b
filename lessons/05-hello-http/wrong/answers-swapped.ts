// Shows the greeting in the other place.
//#replace
show('#hello', await hello.text())
//#with
show('#greeting', await hello.text())
//#end
//#replace
show('#greeting', message ?? error)
//#with
show('#hello', message ?? error)
//#end
