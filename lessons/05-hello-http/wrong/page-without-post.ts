// Doesn't set the method.
//#replace
{
  method: 'POST',
  headers
//#with
{
  headers
//#end
