// The object itself, not its JSON.
//#replace
JSON.stringify(tasks.user)
//#with
String(tasks.user)
//#end
