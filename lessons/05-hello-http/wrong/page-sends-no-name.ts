// Sends the object, not its JSON.
//#replace
body: JSON.stringify({ name }),
//#with
body: { name },
//#end
