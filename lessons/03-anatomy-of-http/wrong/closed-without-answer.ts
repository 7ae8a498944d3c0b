// Makes the bytes, and does not return them.
//#replace
return Buffer.concat([Buffer.from(`${head
//#with
Buffer.concat([Buffer.from(`${head
//#end
