// Has a form that browsers send as multipart/form-data, which its route doesn't read.
//#file loginPage.ts
//#replace
<form method="post" action="/signup">
//#with
<form method="post" action="/signup" enctype="multipart/form-data">
//#end
