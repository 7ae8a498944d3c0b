// Sends everybody to the list.
//#replace
{ location: `/books/${id}` }
//#with
{ location: '/books' }
//#end
