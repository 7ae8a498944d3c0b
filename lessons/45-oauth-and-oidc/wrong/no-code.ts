// Forgets the query that the application's address has.
//#file authorize.ts
//#replace
  const url = new URL(binding.redirectUri)

//#with
  const url = new URL(binding.redirectUri)
  url.search = ''

//#end
