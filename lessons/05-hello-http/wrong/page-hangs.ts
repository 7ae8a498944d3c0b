// Waits in a loop.
//#replace
const hello = await fetch('/hello')
show('#hello', await hello.text())
//#with
let isThere = false
fetch('/hello').then(() => isThere = true)
while (!isThere) {}
//#end
