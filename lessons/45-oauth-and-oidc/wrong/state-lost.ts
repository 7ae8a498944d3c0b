// Adds the state as it was typed.
//#file authorize.ts
//#replace
  if (state !== '') url.searchParams.set('state', state)
  return empty(303, { location: url.href, ...noStore })
//#with
  return empty(303, { location: `${url.href}&state=${state}`, ...noStore })
//#end
