// The object becomes a text of its own kind.
//#replace
JSON.stringify(tasks.user)
//#with
JSON.stringify({ user: tasks.user })
//#end
