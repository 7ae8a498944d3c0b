// A form, as URLSearchParams makes it.
//#replace
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(tasks.user),
//#with
  body: new URLSearchParams(tasks.user),
//#end
