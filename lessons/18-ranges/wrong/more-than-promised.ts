// Sends everything from the first byte on.
//#replace
createReadStream(file, { start, end })
//#with
createReadStream(file, { start })
//#end
