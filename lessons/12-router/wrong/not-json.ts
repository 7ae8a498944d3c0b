// Sends only the name.
//#replace
() => ({ route: 'list' })
//#with
() => ['list']
//#end
