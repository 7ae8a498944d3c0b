// A field that is not there.
//#replace
encodeURIComponent(tasks.search)
//#with
encodeURIComponent(String(Reflect.get(tasks, 'query')))
//#end
