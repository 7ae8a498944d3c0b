// Names the route by its pattern.
//#replace
() => ({ route: 'list' })
//#with
() => ({ route: '/books' })
//#end
