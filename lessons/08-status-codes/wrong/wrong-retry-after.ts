// A time for people.
//#replace
{ 'retry-after': 3600 }
//#with
{ 'retry-after': '1 hour' }
//#end
