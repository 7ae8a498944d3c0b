// Sends the form to the route for programs, which takes JSON.
//#file resetPage.ts
//#replace
<form method="post" action="/login/reset">
//#with
<form method="post" action="/api/users/reset">
//#end
