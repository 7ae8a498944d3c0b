// A body, and nobody named the method: then it is GET.
//#replace
  method: 'POST',
//#with

//#end
