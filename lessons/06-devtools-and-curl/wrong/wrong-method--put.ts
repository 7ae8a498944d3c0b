// PUT instead of POST.
//#replace
  method: 'POST',
//#with
  method: 'PUT',
//#end
