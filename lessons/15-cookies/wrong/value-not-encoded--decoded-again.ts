// The theme is decoded already.
//#replace
const theme = cookies.get('theme') ?? 'light'
//#with
const theme = decode(cookies.get('theme') ?? 'light')
//#end
