// Packs, and hands it to something that packs.
//#replace
response.end(gzipSync(body))
//#with
response.end(gzipSync(gzipSync(body)))
//#end
