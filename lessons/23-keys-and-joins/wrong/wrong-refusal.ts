// A duplicate is a mistake in the data of the client.
//#replace
  if (code === 2067) return 409
//#with
  if (code === 2067) return 400
//#end
