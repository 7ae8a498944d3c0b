// Shows it to the developer.
//#replace
show('#hello', await hello.text())
//#with
console.log(await hello.text())
//#end
