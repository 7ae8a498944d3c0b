// Parses outside every try: in an event.
//#replace
resolve(Buffer.concat(pieces))
//#with
resolve(Buffer.from(JSON.stringify(JSON.parse(String(Buffer.concat(pieces))))))
//#end
