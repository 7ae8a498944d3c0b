// Makes the bytes, but doesn't return them.
//#replace
return Buffer.concat([Buffer.from(`${head
//#with
Buffer.concat([Buffer.from(`${head
//#end
