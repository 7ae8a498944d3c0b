// A first visit is dark.
//#replace
const theme = cookies.get('theme') ?? 'light'
//#with
const theme = cookies.get('theme') ?? 'dark'
//#end
