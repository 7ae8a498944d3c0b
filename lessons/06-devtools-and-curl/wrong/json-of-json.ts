// To be safe, turns the user into JSON again.
//#replace
JSON.stringify(tasks.user)
//#with
JSON.stringify(JSON.stringify(tasks.user))
//#end
